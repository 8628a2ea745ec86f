// Verifies signed deliveries with the npm package "standardwebhooks": reads them as JSON lines and says a JSON line for each.
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, body, headers } = JSON.parse(line);
  try {
    const read = new Webhook(secret).verify(body, headers);
    console.log(JSON.stringify({ event: 'verified', read }));
  } catch (fault) {
    console.log(JSON.stringify({ event: 'refused', why: fault.name + ': ' + fault.message }));
  }
}
