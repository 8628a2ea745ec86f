using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A template of a cloud session, as Meta had it when it was last compared.</summary>
public sealed record TemplateRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string SessionId { get; init; }
    public required string MetaId { get; init; }
    public required string Name { get; init; }
    public required string Language { get; init; }
    public required string Category { get; init; }

    /// <summary>One of <see cref="TemplateState"/>.</summary>
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public required string Components { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }

    /// <summary>A template that was not known before.</summary>
    public static TemplateRow New(SessionRow session, CloudTemplate told, DateTimeOffset now) => new()
    {
        AccountId = session.AccountId,
        IsTest = session.IsTest,
        Id = Ids.New(Ids.Template, now),
        SessionId = session.Id,
        MetaId = told.Id,
        Name = told.Name,
        Language = told.Language,
        Category = told.Category,
        Status = TemplateState.Of(told.Status) ?? TemplateState.Disabled,
        Reason = told.Reason,
        Components = told.Components,
        CreatedAt = now.ToMicros(),
        UpdatedAt = now.ToMicros(),
    };

    /// <summary>As Meta has it now; the same row where nothing has changed.</summary>
    public TemplateRow Told(CloudTemplate told, DateTimeOffset now)
    {
        var next = this with { MetaId = told.Id, Category = told.Category, Status = TemplateState.Of(told.Status) ?? TemplateState.Disabled, Reason = told.Reason, Components = told.Components };
        return next == this ? this : next with { UpdatedAt = now.ToMicros() };
    }

    public CloudTemplate AtMeta() => new(MetaId, Name, Language, Category, Status, Reason, Components);
}

/// <summary>Which templates of a list are asked for; what is null does not narrow it.</summary>
public sealed record TemplateQuery(string? SessionId, string? Name, string? Status);

/// <summary>The templates in the store.</summary>
public static class TemplateRows
{
    private const string Columns = "account_id, is_test, id, session_id, meta_id, name, language, category, status, reason, components, created_at, updated_at";

    /// <summary>Adds a template; false when the session has one of this name and language already.</summary>
    public static async Task<bool> Add(Session session, TemplateRow row) => await session.Execute($"""
        INSERT INTO whatsapp_templates ({Columns})
        VALUES (@AccountId, @IsTest, @Id, @SessionId, @MetaId, @Name, @Language, @Category, @Status, @Reason, @Components, @CreatedAt, @UpdatedAt)
        ON CONFLICT (session_id, name, language) DO NOTHING
        """, row) == 1;

    public static Task Change(Session session, TemplateRow row) => session.Execute("""
        UPDATE whatsapp_templates
        SET meta_id = @MetaId, category = @Category, status = @Status, reason = @Reason, components = @Components, updated_at = @UpdatedAt
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
        """, row);

    public static Task Remove(Session session, TemplateRow row) =>
        session.Execute("DELETE FROM whatsapp_templates WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id", new { row.AccountId, row.IsTest, row.Id });

    public static Task<TemplateRow?> Find(Session session, Caller caller, string id) => session.First<TemplateRow>(
        $"SELECT {Columns} FROM whatsapp_templates WHERE account_id = @AccountId AND is_test = @World AND id = @id", new { caller.AccountId, caller.World, id });

    /// <summary>A template in all its languages.</summary>
    public static Task<List<TemplateRow>> Named(Session session, string sessionId, string name) => session.Query<TemplateRow>(
        $"SELECT {Columns} FROM whatsapp_templates WHERE session_id = @sessionId AND name = @name ORDER BY language", new { sessionId, name });

    /// <summary>The first names that a session has.</summary>
    public static Task<List<string>> Names(Session session, string sessionId, int most) => session.Query<string>(
        "SELECT DISTINCT name FROM whatsapp_templates WHERE session_id = @sessionId ORDER BY name LIMIT @most", new { sessionId, most });

    /// <summary>All that a session has.</summary>
    public static Task<List<TemplateRow>> All(Session session, string sessionId) =>
        session.Query<TemplateRow>($"SELECT {Columns} FROM whatsapp_templates WHERE session_id = @sessionId", new { sessionId });

    /// <summary>A page that matches, newest first.</summary>
    public static Task<List<TemplateRow>> List(Session session, Caller caller, TemplateQuery query, PageRequest page) => session.Query<TemplateRow>($"""
        SELECT {Columns}
        FROM whatsapp_templates
        WHERE {Matches(query)} AND id < @before
        ORDER BY id DESC
        LIMIT @take OFFSET @skip
        """, Parameters(caller, query, page));

    public static Task<long> Count(Session session, Caller caller, TemplateQuery query) =>
        session.Number($"SELECT COUNT(*) FROM whatsapp_templates WHERE {Matches(query)}", Parameters(caller, query, null));

    private static string Matches(TemplateQuery query) => "account_id = @account AND is_test = @world"
        + (query.SessionId is null ? "" : " AND session_id = @sessionId") + (query.Name is null ? "" : " AND name = @name") + (query.Status is null ? "" : " AND status = @status");

    private static Dapper.DynamicParameters Parameters(Caller caller, TemplateQuery query, PageRequest? page)
    {
        var parameters = new Dapper.DynamicParameters(new { account = caller.AccountId, world = caller.World });
        if (query.SessionId is { } sessionId)
            parameters.Add("sessionId", sessionId);
        if (query.Name is { } name)
            parameters.Add("name", name);
        if (query.Status is { } status)
            parameters.Add("status", status);
        if (page is not null)
        {
            parameters.Add("before", page.Cursor ?? Ids.Template + "~");
            parameters.Add("take", page.Rows.Take);
            parameters.Add("skip", page.Rows.Skip);
        }

        return parameters;
    }
}
