using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Moving;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>Something an operator asked for that cannot be done; the message is printed as it is and the exit code is 1.</summary>
public sealed class CommandFault(string message) : Exception(message);

/// <summary>What all commands share: where the data is, how to print, and which exit code a failure has.</summary>
/// <remarks>Exit codes: 0 done, 1 could not be done, 2 the command line was wrong.</remarks>
internal static class CommandLine
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "The folder of the database, the secret key and the settings file.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SENDAPI_DATA") ?? "data",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<string?> Store = new("--store")
    {
        Description = "A PostgreSQL connection, as Host=…;Database=… or postgres://…; without it the store is SQLite in the data folder. Also SENDAPI_STORE.",
        HelpName = "CONNECTION",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of text, also for errors.", Recursive = true };

    public static StoreLocation Location(ParseResult parsed)
    {
        // Not a default of the option: --help would print it, password and all.
        var store = parsed.GetValue(Store) ?? Environment.GetEnvironmentVariable("SENDAPI_STORE");
        return new(parsed.GetValue(Data) ?? "data", string.IsNullOrEmpty(store) ? null : store);
    }

    /// <summary>Gives a command its work; faults of the operator or the store are printed to standard error.</summary>
    public static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task> work)
    {
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                await work(parsed, ct);
                return 0;
            }
            catch (Exception fault) when (Explanation(fault) is { } explanation)
            {
                Output.Fault(parsed.GetValue(Json), explanation);
                return 1;
            }
        });
        return command;
    }

    /// <summary>What the operator can mend, in one line; null for a fault of ours, which shows its trace.</summary>
    private static string? Explanation(Exception fault) => fault switch
    {
        Refusal { Details.Count: > 1 } refusal => string.Join(" ", refusal.Details.Select(d => d.Message)),
        CommandFault or MovingFault or InvalidSetting or Refusal or StoreUnavailable or StoreMarked or StoreInUse => fault.Message,
        Npgsql.PostgresException server => $"The store cannot be used: {server.SqlState}: {server.MessageText}",
        InvalidOperationException { InnerException: DbException } => $"The store cannot be brought up to date: {fault.Message}",
        Npgsql.NpgsqlException or Microsoft.Data.Sqlite.SqliteException => $"The store cannot be used: {fault.Message}",
        OptionsValidationException settings => $"The settings are wrong: {string.Join(" ", settings.Failures)}",
        InvalidDataException file => $"{file.Message} {file.GetBaseException().Message}",
        CryptographicException => "The sealed settings cannot be opened: the secret key is not the one that they were sealed with.",
        UnauthorizedAccessException or IOException or SocketException => fault.Message,
        _ => null,
    };

    /// <summary>Opens the store for one command and closes it again.</summary>
    public static async Task<T> With<T>(ParseResult parsed, Func<Db, Task<T>> work)
    {
        await using var db = Location(parsed).Open();
        return await work(db);
    }
}
