using System.Text.Json;

namespace SendApi.Simulator.Waha;

/// <summary>What a simulated person does.</summary>
/// <param name="Kind"><c>text</c>, a kind of file, <c>location</c>, <c>contact</c>, <c>button</c>, <c>row</c>, <c>vote</c> or <c>reaction</c>.</param>
/// <param name="Words">The words, those under a file, the name of a place or a person, what stands on what was chosen, or the emoji.</param>
public sealed record SimulatedWriting(string From, string Kind, string Words)
{
    /// <summary>The id of what was chosen.</summary>
    public string? Chosen { get; init; }

    /// <summary>The gateway's id of the message that it is about, with whose it is and the chat before it.</summary>
    public string? About { get; init; }

    /// <summary>The event that the gateway calls with.</summary>
    public string Event => Kind switch { "vote" => "poll.vote", "reaction" => "message.reaction", _ => "message" };

    /// <summary>Writes what the gateway tells of it, as one of its engines does.</summary>
    /// <param name="id">The gateway's id of it.</param>
    internal void Write(Utf8JsonWriter json, string id, string file, Action<Utf8JsonWriter> envelope)
    {
        if (Kind == "vote")
        {
            WriteVote(json, id, envelope);
            return;
        }

        json.WriteString("id", id);
        envelope(json);
        if (Kind == "reaction")
            WriteObject(json, "reaction", ("text", Words), ("messageId", About ?? ""));
        else
            WriteContent(json, file);
        if (About is not null && Kind != "reaction")
            WriteObject(json, "replyTo", ("id", About));
    }

    private void WriteContent(Utf8JsonWriter json, string file)
    {
        if (Words.Length > 0 && Kind is not ("location" or "contact"))
            json.WriteString("body", Words);
        json.WriteBoolean("hasMedia", SimulatedFiles.Has(Kind));
        if (SimulatedFiles.Has(Kind))
            WriteObject(json, "media", ("url", file), ("mimetype", SimulatedFiles.Type(Kind)), ("filename", Kind == "document" ? "paper.pdf" : null));
        else if (Kind == "location")
            WriteObject(json, "location", ("latitude", "51.4769"), ("longitude", "-0.0005"), ("description", Words));
        else if (Kind == "contact")
            WriteCard(json);
        else if (Kind is "button" or "row")
            WriteChoice(json);
    }

    private void WriteCard(Utf8JsonWriter json)
    {
        json.WriteStartArray("vCards");
        json.WriteStringValue($"BEGIN:VCARD\nVERSION:3.0\nN:;{Words};;;\nFN:{Words}\nTEL;type=CELL;waid=447700900199:+44 7700 900199\nEND:VCARD");
        json.WriteEndArray();
    }

    private void WriteChoice(Utf8JsonWriter json)
    {
        json.WriteStartObject("_data");
        json.WriteStartObject("message");
        if (Kind == "button")
        {
            WriteObject(json, "buttonsResponseMessage", ("selectedButtonId", Chosen), ("selectedDisplayText", Words));
        }
        else
        {
            json.WriteStartObject("listResponseMessage");
            json.WriteString("title", Words);
            WriteObject(json, "singleSelectReply", ("selectedRowId", Chosen));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteVote(Utf8JsonWriter json, string id, Action<Utf8JsonWriter> envelope)
    {
        json.WriteStartObject("vote");
        json.WriteString("id", id);
        envelope(json);
        json.WriteStartArray("selectedOptions");
        if (Words.Length > 0)
            json.WriteStringValue(Words);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteObject(json, "poll", ("id", About));
    }

    private static void WriteObject(Utf8JsonWriter json, string name, params IEnumerable<(string Name, string? Value)> members)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in members)
            json.WriteString(member, value);
        json.WriteEndObject();
    }
}
