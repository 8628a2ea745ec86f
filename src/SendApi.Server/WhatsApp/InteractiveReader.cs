using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>Reads words with buttons or a list that are to be sent, in our own shape or in that of Meta's API, with each fault named by its field in our shape.</summary>
/// <remarks>Lengths: Meta's documentation of the Cloud API, Interactive reply buttons messages and Interactive list messages.</remarks>
internal static class InteractiveReader
{
    private const int LongestBody = 1_024, LongestLine = 60, LongestButton = 20, LongestRow = 24, LongestDescription = 72, LongestButtonId = 256, LongestRowId = 200;

    private const int MostButtons = 3, MostSections = 10, MostRows = 10;

    public static WhatsAppContent Read(Fields fields, InteractivePart part)
    {
        var body = ContentReader.Words(fields, "interactive.body", part.Body?.Body, LongestBody);
        var header = ContentReader.MaybeWords(fields, "interactive.header", part.Header?.Body, LongestLine);
        var footer = ContentReader.MaybeWords(fields, "interactive.footer", part.Footer?.Body, LongestLine);
        if (part.Type is not (null or "button" or "list"))
            fields.Add("interactive.type", "'interactive.type' must be one of: button, list.");

        var buttons = part.Buttons ?? part.Action?.Buttons?.Select(b => b.Reply ?? new ButtonPart()).ToList();
        var list = part.List ?? (part.Action?.Sections is { } sections ? new ListPart { Button = part.Action.Button, Sections = sections } : null);
        if (buttons is null == list is null)
            fields.Add("interactive", "'interactive' must have either 'buttons' or 'list'.");
        return new WhatsAppContent.Interactive(body, header, footer, buttons is null ? [] : Buttons(fields, buttons), list is null ? null : List(fields, list));
    }

    private static List<Option> Buttons(Fields fields, IReadOnlyList<ButtonPart> buttons)
    {
        if (buttons.Count is 0 or > MostButtons)
            fields.Add("interactive.buttons", $"'interactive.buttons' has {buttons.Count} buttons; 1 to {MostButtons} are allowed.");
        var read = buttons.Take(MostButtons).Select((b, i) => new Option(
            ContentReader.Words(fields, $"interactive.buttons[{i}].id", b.Id, LongestButtonId), ContentReader.Words(fields, $"interactive.buttons[{i}].title", b.Title, LongestButton))).ToList();
        for (var i = 1; i < read.Count; i++)
            if (read[i].Id.Length > 0 && read.Take(i).Any(b => b.Id == read[i].Id))
                fields.Add($"interactive.buttons[{i}].id", $"'interactive.buttons[{i}].id' is that of another button: what was chosen could not be told.");
        return read;
    }

    private static OptionList List(Fields fields, ListPart list)
    {
        var sections = list.Sections ?? [];
        var rows = sections.Sum(s => s.Rows?.Count ?? 0);
        if (sections.Count is 0 or > MostSections)
            fields.Add("interactive.list.sections", $"'interactive.list.sections' has {sections.Count} sections; 1 to {MostSections} are allowed.");
        if (rows is 0 or > MostRows)
            fields.Add("interactive.list.sections", $"'interactive.list.sections' have {rows} rows together; 1 to {MostRows} are allowed.");

        var ids = new HashSet<string>();
        return new(
            ContentReader.Words(fields, "interactive.list.button", list.Button, LongestButton),
            [.. sections.Take(MostSections).Select((s, i) => Section(fields, $"interactive.list.sections[{i}]", s, (sections.Count > 1, ids)))]);
    }

    private static OptionSection Section(Fields fields, string at, SectionPart section, (bool NeedsTitle, HashSet<string> Ids) among)
    {
        var title = among.NeedsTitle ? ContentReader.Words(fields, $"{at}.title", section.Title, LongestRow) : ContentReader.MaybeWords(fields, $"{at}.title", section.Title, LongestRow);
        var rows = section.Rows ?? [];
        if (rows.Count == 0)
            fields.Add($"{at}.rows", $"'{at}.rows' is required: at least one row.");
        return new(title, [.. rows.Take(MostRows).Select((r, i) => Row(fields, $"{at}.rows[{i}]", r, among.Ids))]);
    }

    private static Option Row(Fields fields, string at, RowPart row, HashSet<string> ids)
    {
        var id = ContentReader.Words(fields, $"{at}.id", row.Id, LongestRowId);
        if (id.Length > 0 && !ids.Add(id))
            fields.Add($"{at}.id", $"'{at}.id' is that of another row: what was chosen could not be told.");
        return new(id, ContentReader.Words(fields, $"{at}.title", row.Title, LongestRow), ContentReader.MaybeWords(fields, $"{at}.description", row.Description, LongestDescription));
    }
}
