using System.CommandLine;
using System.Globalization;

using Digest.Sample;
using Digest.Store;

using Microsoft.Extensions.Options;

namespace Digest.Cli;

/// <summary>A mistake of the person at the keyboard, in words that say what to do next; shown without a stack, exit code 1.</summary>
public sealed class CommandException(string message) : Exception(message);

/// <summary>What every command shares: the common options, building the program, and the one catch at the job's edge.</summary>
public static class CommandHost
{
    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting for this run: KEY=VALUE, as in --set Deliver:Host=127.0.0.1. May be given several times; wins over environment and files.",
        HelpName = "KEY=VALUE",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public static readonly Option<string?> Data = new("--data")
    {
        Description = "The folder of the database and keys; short for --set Store:Directory=DIR.",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>For commands that run a step: add it to the command, and <see cref="OnRun"/> shifts the clock.</summary>
    public static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "Run as if at this moment: 2026-11-24T06:00:00Z, or with an offset.",
        HelpName = "INSTANT",
    };

    /// <summary>For commands that print a list.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of a table." };

    /// <summary>
    /// Sets what the command does: the program is built from settings and clock, its settings validated, the schema brought up to
    /// date, then <paramref name="run"/> is called with its services. Its result is the exit code.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="build">Builds the program.</param>
    /// <param name="run">What the command does.</param>
    /// <param name="sample">True for a step that reads feeds or sends mail: the sample press and mailbox are there for it, if they are on.</param>
    /// <param name="sends">True for one that only sends.</param>
    public static Command OnRun(this Command command, BuildApp build, Func<CommandContext, Task<int>> run, bool sample = false, bool sends = false)
    {
        command.SetAction((parse, ct) => GuardAsync(async () =>
        {
            await using var app = build(SettingsOf(parse), ClockOf(parse, command));
            await ReadyAsync(app, ct).ConfigureAwait(false);
            if (sample)
            {
                await app.Services.GetRequiredService<SampleSetup>().EnsureStartedAsync(sends, ct).ConfigureAwait(false);
            }

            return await run(new CommandContext(parse, app, ct)).ConfigureAwait(false);
        }));
        return command;
    }

    /// <summary>Settings validated, schema up to date: what must be so before anything else is done.</summary>
    internal static async Task ReadyAsync(WebApplication app, CancellationToken ct)
    {
        Settings.Validate(app.Services);
        try
        {
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct).ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException e)
        {
            throw new InvalidOperationException(app.Services.GetRequiredService<Database>().Explain(e), e);
        }
    }

    /// <summary>Runs, and turns expected errors into a message and an exit code: 1 for a mistake, 130 when stopped.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (OptionsValidationException e)
        {
            Fail(e.Failures.Select(f => $"setting {f}").Append("See `digest config` for every setting and where its value comes from."));
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            Fail([$"{e.Message} Is another Digest running? Listen elsewhere: --set Web:Listen=http://127.0.0.1:8090 (and Site:BaseUrl, which links begin with)."]);
        }
        catch (Exception e) when (e is CommandException or InvalidOperationException or IOException or UnauthorizedAccessException or System.Data.Common.DbException or System.Data.DataException)
        {
            // A message that took over its cause's words need not say them twice.
            var cause = e is CommandException ? null : e.InnerException?.Message.Trim().TrimEnd('.');
            Fail([cause is null || e.Message.Contains(cause, StringComparison.Ordinal) ? e.Message.Trim() : $"{e.Message.Trim()} ({cause})"]);
        }
        catch (OperationCanceledException)
        {
            Fail(["stopped."]);
            return 130;
        }

        return 1;
    }

    /// <summary>A number that has no meaning below one.</summary>
    internal static Option<T> AtLeastOne<T>(Option<T> option)
    {
        option.Validators.Add(r =>
        {
            if (r.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number < 1)
            {
                r.AddError($"{option.Name} {number}: at least 1.");
            }
        });
        return option;
    }

    internal static Dictionary<string, string?> SettingsOf(ParseResult parse)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in parse.GetValue(Set) ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !pair[..at].Contains(':', StringComparison.Ordinal))
            {
                throw new CommandException($"--set {pair}: expected SECTION:KEY=VALUE, as in --set Deliver:Host=127.0.0.1.");
            }

            settings[pair[..at]] = pair[(at + 1)..];
        }

        if (parse.GetValue(Data) is { } folder)
        {
            settings["Store:Directory"] = folder;
        }

        return settings;
    }

    private static TimeProvider ClockOf(ParseResult parse, Command command)
    {
        if (!command.Options.Contains(AsOf) || parse.GetValue(AsOf) is not { } text)
        {
            return TimeProvider.System;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new AsOfClock(instant)
            : throw new CommandException($"--as-of {text}: not a moment; write it as 2026-11-24T06:00:00Z.");
    }

    private static void Fail(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Error.WriteLine("digest: " + line);
        }
    }
}

/// <summary>What a running command has: its parsed line, the built program, and the token that Ctrl-C cancels.</summary>
public sealed record CommandContext(ParseResult Parse, WebApplication App, CancellationToken Cancel)
{
    public bool Json => Parse.GetValue(CommandHost.Json);

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public DateTimeOffset Now => Get<TimeProvider>().GetUtcNow();
}
