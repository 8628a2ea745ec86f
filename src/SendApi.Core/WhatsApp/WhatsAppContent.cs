namespace SendApi.Core.WhatsApp;

/// <summary>The kinds of content. The numbers are stored.</summary>
public enum ContentKind
{
    Text = 0,
    Image = 1,
    Video = 2,
    Audio = 3,
    Document = 4,
    Location = 5,
    Contact = 6,
    Template = 7,
    Interactive = 8,
    Poll = 9,
    /// <summary>An emoji under another message.</summary>
    Reaction = 10,
    /// <summary>What somebody chose of an interactive message.</summary>
    Choice = 11,
    /// <summary>Received, and of a kind that is not understood here.</summary>
    Other = 99,
}

/// <summary>What a WhatsApp message holds, sent or received. The set is closed.</summary>
public abstract record WhatsAppContent(ContentKind Kind)
{
    public sealed record Text(string Body) : WhatsAppContent(ContentKind.Text);

    /// <summary>A picture, a film, a sound or a document.</summary>
    public sealed record Media(ContentKind Kind, MediaFile File, string? Caption) : WhatsAppContent(Kind);

    /// <summary>A place, in degrees of WGS 84.</summary>
    public sealed record Location(double Latitude, double Longitude, string? Name, string? Address) : WhatsAppContent(ContentKind.Location);

    public sealed record Contact(IReadOnlyList<ContactCard> Cards) : WhatsAppContent(ContentKind.Contact);

    /// <summary>One of the sender's approved templates.</summary>
    /// <param name="Components">What its places are filled with: Meta's array <c>components</c>, as JSON.</param>
    public sealed record Template(string Name, string Language, string Components) : WhatsAppContent(ContentKind.Template);

    /// <summary>Words with buttons under them, or with a list that opens. It has one of the two.</summary>
    public sealed record Interactive(string Body, string? Header, string? Footer, IReadOnlyList<Option> Buttons, OptionList? List) : WhatsAppContent(ContentKind.Interactive);

    /// <param name="MostChosen">How many options one person may choose.</param>
    public sealed record Poll(string Question, IReadOnlyList<string> Options, int MostChosen) : WhatsAppContent(ContentKind.Poll);

    /// <param name="MessageId">The provider's own id of the message that it stands under.</param>
    /// <param name="Emoji">Empty takes the reaction away.</param>
    /// <param name="Of">Our id of that message; null where we do not know it.</param>
    /// <param name="IsOfOurs">Whether we sent that message.</param>
    public sealed record Reaction(string MessageId, string Emoji, string? Of = null, bool IsOfOurs = false) : WhatsAppContent(ContentKind.Reaction);

    /// <param name="Id">Of the button or the row. The options of a poll have no ids: there it is the option itself, one a line.</param>
    /// <param name="Of">Our id of the message that was answered; null where we do not know it.</param>
    public sealed record Choice(string Id, string Title, string? Of = null) : WhatsAppContent(ContentKind.Choice);

    /// <param name="Name">As the provider calls the kind.</param>
    public sealed record Other(string Name) : WhatsAppContent(ContentKind.Other);
}

/// <summary>A file that is kept beside the store.</summary>
/// <param name="Id">Of the file; empty where it is not kept yet.</param>
/// <param name="ContentType">Such as <c>image/jpeg</c>.</param>
/// <param name="Filename">As a person sees it.</param>
/// <param name="Size">In bytes; 0 where it is not known.</param>
public sealed record MediaFile(string Id, string ContentType, string? Filename, long Size);

/// <summary>Opens a file that is kept; null for one that is gone.</summary>
public delegate Task<Stream?> MediaSource(string id, CancellationToken ct);

/// <summary>A person as an address book has them.</summary>
public sealed record ContactCard(string Name, IReadOnlyList<string> Phones, string? Organization, string? Email);

/// <summary>One thing that a person can choose.</summary>
/// <param name="Id">Comes back with the choice.</param>
public sealed record Option(string Id, string Title, string? Description = null);

/// <summary>A list that opens.</summary>
/// <param name="Button">What stands on the button that opens it.</param>
public sealed record OptionList(string Button, IReadOnlyList<OptionSection> Sections);

/// <summary>One part of a list.</summary>
public sealed record OptionSection(string? Title, IReadOnlyList<Option> Rows);
