using SendApi.Server.Http;

namespace SendApi.Server.Phone;

/// <summary>What the operations on phone numbers say of themselves in the reference and in the OpenAPI document.</summary>
internal static class PhoneDocs
{
    private const string Valid = """
        {
          "input": "020 7946 0123",
          "valid": true,
          "e164": "+442079460123",
          "national_format": "020 7946 0123",
          "international_format": "+44 20 7946 0123",
          "country": "GB",
          "country_code": 44,
          "dial_prefix": "+44",
          "line_type": "landline",
          "carrier": null,
          "region": "London",
          "time_zones": ["Europe/London"],
          "possible": true
        }
        """;

    private const string Invalid = """
        {
          "input": "0712345678",
          "valid": false,
          "possible": false,
          "error": "The number does not begin with a country code. Start it with a plus sign and the country code, or say in 'country' where it is from.",
          "reason": "country_required"
        }
        """;

    private const string Row = """{"oneOf": [{"type": "string", "maxLength": 100}, {"type": "object", "required": ["number"], "properties": {"number": {"type": "string", "maxLength": 100}, "country": {"type": "string", "minLength": 2, "maxLength": 2}}}]}""";

    private const string Reasons = "Why one is not valid says `reason`: `not_a_number`, `country_required`, `unknown_country_code`, `too_short`, `too_long`, `invalid_length`, `local_only` (the area code is missing) "
        + "or `no_such_range` (its length is possible, so a send takes it, and `e164` is its form for that).";

    public static readonly OperationDocs Validate = new("validatePhone", "Validate a phone number",
        "Reads a number in any spelling: with spaces, dashes and brackets, as a `tel:` address, with letters on its keys, with an extension, as it is dialed at home or from there abroad. Nobody is called, and nothing is stored. "
        + "A bad number is no error: it is answered 200 with `valid` false. " + Reasons,
        [
            new("number", "query", "The number as it was written, 1 to 100 characters.", Required: true) { Schema = """{"type": "string", "minLength": 1, "maxLength": 100}""", Example = "020 7946 0123" },
            new("country", "query, ISO 3166-1", "Where it is from, when it does not begin with a country code: two letters.") { Schema = """{"type": "string", "minLength": 2, "maxLength": 2}""", Example = "GB" },
        ])
    {
        Answer = typeof(PhoneView),
        AnswerExample = Valid,
    };

    public static readonly OperationDocs ValidateBulk = new("validatePhones", "Validate many phone numbers",
        "The same for up to 1,000 numbers at once, with a row each in the order in which they were sent; one that is there twice is answered twice. It counts as one request. " + Reasons,
        [
            new("numbers", "list", "1 to 1,000 rows: a number, or `{\"number\": \"020 7946 0123\", \"country\": \"GB\"}`.", Required: true)
            {
                Schema = $$"""{"type": "array", "minItems": 1, "maxItems": 1000, "items": {{Row}}}""",
            },
            new("country", "ISO 3166-1", "Where those rows are from that do not say so themselves.") { Schema = """{"minLength": 2, "maxLength": 2}""" },
        ])
    {
        Request = typeof(ValidateBulk.Request),
        RequestExample = """{"numbers": [{"number": "020 7946 0123", "country": "GB"}, "0712345678"]}""",
        Answer = typeof(PhonesView),
        AnswerExample = $$"""{"results": [{{Valid}}, {{Invalid}}], "total": 2, "valid": 1, "invalid": 1}""",
    };
}
