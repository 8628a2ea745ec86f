using SendApi.Core;
using SendApi.Server.Suppressions;

namespace SendApi.Server.Docs;

/// <summary>The operations of the suppression list in words.</summary>
public static class SuppressionReference
{
    public const string Sentence = "Addresses that get nothing more, on one channel or on all: a send to one is refused with `4004`. "
        + "Live keys and test keys have a list each. The command line does the same with 'sendapi suppressions'.";

    private static readonly ReferenceField Id = new("id", "path", "The entry's id, such as `sup_01J9ZK3V5T8W2Y4A6C8E0G2J4M`.", Required: true);

    public static readonly IReadOnlyList<ReferenceOperation> Operations =
    [
        new("GET", "/v1/suppressions", "List suppressions", Scopes.SuppressionsRead,
            $"Newest first. A page looks through {Shown.Count(SuppressionPages.LookedThrough)} entries at most, so a filter that few entries pass may give a short page, even an empty one: go on while there is a `meta.next_cursor`. A longer list has no `meta.total`: it is null.",
            [
                new("address", "query", "Only this phone number or email address; answered from an index, however long the list."),
                new("channel", "query", "Only entries for `sms`, `whatsapp`, `email` or `all`."),
                new("reason", "query", "Only entries with this reason, word for word."),
                new("source", "query", "Only entries that came by `api`, `import` or `cli`."),
                new("per_page", "query, 1 to 100", "How many on a page; 25 without it."),
                new("page", "query", "The number of the page, from 1. For the first few; further in, use the cursor."),
                new("cursor", "query", "Where the page begins: the `meta.next_cursor` of the one before."),
            ]),
        new("GET", "/v1/suppressions/{id}", "Look at a suppression", Scopes.SuppressionsRead, "Answers one entry.", [Id]),
        new("POST", "/v1/suppressions", "Suppress an address", Scopes.SuppressionsWrite,
            "Answers 201 with the new entry. An address that is on the list for that channel already keeps its entry, which is answered with 200: nothing changes, so it is safe to repeat.",
            [
                new("address", "E.164 or email address", "A phone number with its plus sign, or an email address, which is kept in lower case.", Required: true),
                new("channel", "word", "`sms`, `whatsapp`, `email` or `all`, which it is without it. `sms` and `whatsapp` take a phone number, `email` an email address, `all` either."),
                new("reason", "up to 200 characters", "Why, in a few words; `manual` without it. A refused send repeats it."),
            ]),
        new("DELETE", "/v1/suppressions/{id}", "Lift a suppression", Scopes.SuppressionsWrite, "Takes the entry off the list. The next message may go out.", [Id]),
        new("POST", "/v1/suppressions/import", "Import suppressions", Scopes.SuppressionsWrite,
            "Takes a CSV file (`Content-Type: text/csv`, UTF-8, 256 MiB at most) as it arrives and answers `imported`, `already_listed`, `rejected`, and in `errors` the first 100 rejected lines as `line` and `message`. "
            + "Lines are separated by line feeds, values by commas; a value may stand in double quotes, and a double quote within it is written twice. A wrong first line is refused with `4000` and changes nothing; a wrong line further down is passed over and told. "
            + "It is written in steps: when the connection breaks, or a file without a Content-Length turns out too large, what was written stays, and you may import the whole file again.",
            [
                new("address", "column", "As in a single entry. The first line names the columns, in any order.", Required: true),
                new("channel", "column", "As in a single entry; empty or without the column it is `all`."),
                new("reason", "column", "As in a single entry; empty or without the column it is `import`."),
            ]),
        new("GET", "/v1/suppressions/export", "Export suppressions", Scopes.SuppressionsRead,
            "Answers the whole list as CSV with the columns `address,channel,reason,source,created_at`, ordered by address. An import takes such a file as it is; the last two columns are passed over. It is streamed: an answer that ends without its last chunk is not whole.", []),
    ];
}
