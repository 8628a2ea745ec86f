// Reads an OpenAPI document from standard input and says, a JSON line each, what Redocly finds wrong with it.
import { createConfig, lintFromString } from '@redocly/openapi-core';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);

const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: true },
    'no-invalid-schema-examples': 'error',
    'no-unused-components': 'error',
    'operation-4xx-response': 'error',
    'operation-operationId-unique': 'error',
    'operation-description': 'error',
    'tag-description': 'error',
    // /webhooks/{id}/deliveries and /webhooks/deliveries/{id} differ for every id there is: an id begins with its prefix.
    'no-ambiguous-paths': 'off',
    // The server is the one the document came from.
    'no-empty-servers': 'error',
  },
});
const problems = await lintFromString({ source: Buffer.concat(chunks).toString('utf8'), absoluteRef: 'openapi.json', config });
for (const problem of problems)
  console.log(JSON.stringify({ event: 'problem', rule: problem.ruleId, message: problem.message, where: problem.location[0]?.pointer ?? '' }));
console.log(JSON.stringify({ event: 'done', problems: problems.length }));
