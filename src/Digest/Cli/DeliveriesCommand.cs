using System.CommandLine;
using System.Globalization;

using Digest.Deliver;
using Digest.Model;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest deliveries</c>: what happened to a mail, and the operator's hand on a wave.</summary>
public static class DeliveriesCommand
{
    private const int Most = 1000;

    private static readonly Option<string?> To = new("--to") { Description = "Mails to this address, with every try.", HelpName = "ADDRESS" };
    private static readonly Option<long?> Edition = new("--edition") { Description = "Mails of this edition.", HelpName = "N" };
    private static readonly Option<DeliveryState?> State = new("--state") { Description = "Mails in this state; InDoubt lists those that ever were." };
    private static readonly Argument<string> Scope = new("scope") { Description = "all, edition:12, domain:example.org or relay:NAME." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why, for whoever looks next.", DefaultValueFactory = _ => "paused by the operator" };
    private static readonly Option<bool> Trust = new("--trust") { Description = "The refusals are right: for a day the circuit breaker lets them pass." };

    private sealed record Row(Delivery Delivery, long? Edition, string? HeldBy, IReadOnlyList<Attempt> Attempts, IReadOnlyList<DeliveryBounce> Bounces);

    public static Command Create(BuildApp build)
    {
        var command = new Command("deliveries", """
            What happened to a mail: every try, with the server's words, and what came back. Without an option: how many mails are in which state, and what is paused.
            Example: digest deliveries --to reader@example.org
            """) { To, Edition, State, CommandHost.Json };
        command.OnRun(build, ListAsync);
        command.Add(Resend(build));
        command.Add(new Command("pause", "Send nothing of a scope until it is resumed. Example: digest deliveries pause edition:12") { Scope, Reason }.OnRun(build, PauseAsync));
        command.Add(new Command("resume", "End a pause. Example: digest deliveries resume all --trust") { Scope, Trust }.OnRun(build, ResumeAsync));
        command.Add(Cancel(build));
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context)
    {
        var (to, edition, state) = (context.Parse.GetValue(To)?.Trim(), context.Parse.GetValue(Edition), context.Parse.GetValue(State));
        var database = context.Get<Database>();
        if (edition is { } number)
        {
            await EditionAsync(context, number).ConfigureAwait(false);
        }

        if (to is null && edition is null && state is null)
        {
            return await OverviewAsync(context, database).ConfigureAwait(false);
        }

        var rows = await database.ReadAsync(s => DeliveryStore.ListAsync(s, to, edition, state, Most), context.Cancel).ConfigureAwait(false);
        var attempts = (await database.ReadAsync(s => DeliveryStore.AttemptsAsync(s, rows.Select(r => r.Id)), context.Cancel).ConfigureAwait(false)).ToLookup(a => a.DeliveryId);
        var bounces = (await database.ReadAsync(s => BounceStore.OfAsync(s, rows.Select(r => r.Id)), context.Cancel).ConfigureAwait(false)).ToLookup(b => b.DeliveryId);
        var editions = await database.ReadAsync(s => DeliveryStore.EditionsOfAsync(s, rows.Select(r => r.IssueId).OfType<long>().Distinct()), context.Cancel).ConfigureAwait(false);
        var pauses = await database.ReadAsync(s => PauseStore.ListAsync(s, context.Now), context.Cancel).ConfigureAwait(false);
        var told = rows.Select(r =>
        {
            long? of = r.IssueId is { } issue && editions.TryGetValue(issue, out var number) ? number : null;
            var held = r.State is DeliveryState.Pending or DeliveryState.Deferred ? pauses.FirstOrDefault(p => p.Holds(of, r.Domain)) : null;
            return new Row(r, of, held?.Scope, [.. attempts[r.Id]], [.. bounces[r.Id]]);
        });
        if (context.Json)
        {
            Output.Json(told);
            return 0;
        }

        Output.Table(["id", "to", "mail", "state", "when (UTC)", "tries", "server's words"], told.SelectMany(Lines));
        if (rows.Count == Most)
        {
            Console.Error.WriteLine($"The newest {Most} are shown.");
        }

        return 0;
    }

    // Where the mail stands now; below it the tries, as they came, and what came back.
    private static IEnumerable<string?[]> Lines(Row told)
    {
        var row = told.Delivery;
        var when = row.State is DeliveryState.Pending or DeliveryState.Deferred ? "due " + Time(row.DueAt) : Time(row.SubmittedAt ?? row.HandedAt ?? row.CreatedAt);
        var mail = told.Edition is { } edition ? $"{row.Kind} {Number(edition)}" : row.Kind.ToString();
        yield return [Number(row.Id), row.Address, mail, row.Cause is null || row.State == DeliveryState.Submitted ? row.State.ToString() : $"{row.State} ({row.Cause})", when, Number(row.Attempts), told.HeldBy is { } scope ? $"{scope} is paused: `digest deliveries` says why" : row.Reply];
        foreach (var attempt in told.Attempts)
        {
            yield return ["", "", "", "  " + attempt.State, Time(attempt.At), attempt.Stage, attempt.Reply];
        }

        foreach (var bounce in told.Bounces)
        {
            yield return ["", "", "", $"  {bounce.Class} bounce{(bounce.Suppressed ? ", suppressed" : "")}", Time(bounce.At), bounce.Source, $"{bounce.Status} {bounce.Words}".Trim()];
        }
    }

    private static async Task<int> OverviewAsync(CommandContext context, Database database)
    {
        var counts = await database.ReadAsync(DeliveryStore.CountsAsync, context.Cancel).ConfigureAwait(false);
        var pauses = await database.ReadAsync(s => PauseStore.ListAsync(s, context.Now), context.Cancel).ConfigureAwait(false);
        if (context.Json)
        {
            Output.Json(new { counts, pauses });
            return 0;
        }

        Output.Table(["state", "mails", "ever in doubt"], counts.Select(c => new[] { c.State.ToString(), Number(c.Count), Number(c.Doubts) }));
        var paused = pauses.Where(p => p.Scope != Pause.Trust).ToList();
        if (paused.Count > 0)
        {
            Console.Out.WriteLine();
            Output.Table(["paused", "since (UTC)", "until (UTC)", "why"], paused.Select(p => new[] { p.Scope, Time(p.CreatedAt), p.Until is { } until ? Time(until) : "resumed", p.Reason }));
        }

        if (pauses.FirstOrDefault(p => p.Scope == Pause.Trust)?.Until is { } trusted)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"Until {Time(trusted)} UTC refusals are believed, however many there are (resume --trust).");
        }

        return 0;
    }

    private static Command Resend(BuildApp build)
    {
        var id = new Argument<long>("id") { Description = "As `digest deliveries` lists it." };
        return new Command("resend", "Send one mail again, whatever became of it: the same issue, under the same Message-ID. Example: digest deliveries resend 4711") { id }.OnRun(build, async context =>
        {
            var (which, now) = (context.Parse.GetValue(id), context.Now);
            if (await context.Get<Database>().ReadAsync(s => SuppressionStore.OfDeliveryAsync(s, which, now), context.Cancel).ConfigureAwait(false) is { } why)
            {
                throw new CommandException($"{which}: {why.Address} must not be mailed ({why.Reason}, {why.Source}). If it may be: digest suppressions remove {why.Address}");
            }

            var (done, taken) = await context.Get<Database>().WriteAsync(async s =>
            {
                var at = await DeliveryStore.SubmittedAtAsync(s, which).ConfigureAwait(false);
                return (await DeliveryStore.ResendAsync(s, which, now, now.AddDays(1)).ConfigureAwait(false), at);
            }, context.Cancel).ConfigureAwait(false);
            return done ? Say($"{which} is due now." + (taken is { } at ? $" A relay took it at {Time(at)} UTC already: the reader gets it twice, under the same Message-ID." : "")) : throw new CommandException($"{which}: there is no such mail, or it is on its way.");
        });
    }

    private static async Task<int> PauseAsync(CommandContext context)
    {
        var scope = ScopeOf(context);
        KnownRelay(context, scope);
        if (Pause.EditionOf(scope) is { } edition)
        {
            await EditionAsync(context, edition).ConfigureAwait(false);
        }

        var pause = new Pause { Scope = scope, Reason = context.Parse.GetValue(Reason)!, Source = "operator", CreatedAt = context.Now };
        var added = await context.Get<Database>().WriteAsync(s => PauseStore.AddAsync(s, pause), context.Cancel).ConfigureAwait(false);
        return Say(added ? $"{pause.Scope} is paused; what is on its way this moment still goes." : $"{pause.Scope} was paused already.");
    }

    private static async Task<int> ResumeAsync(CommandContext context)
    {
        var (scope, now, overdue) = (ScopeOf(context), context.Now, context.Get<DeliverOptions>().HoldOverdue);
        var trust = new Pause { Scope = Pause.Trust, Reason = "the operator says that the refusals are right", Source = "operator", CreatedAt = now, Until = now.AddDays(1) };
        var edition = Pause.EditionOf(scope);
        var (removed, mails, late) = await context.Get<Database>().WriteAsync(async s =>
        {
            if (context.Parse.GetValue(Trust))
            {
                await PauseStore.AddAsync(s, trust).ConfigureAwait(false);
            }

            if (!await PauseStore.RemoveAsync(s, scope).ConfigureAwait(false))
            {
                return (false, 0, 0);
            }

            if (edition is null && scope != Pause.All)
            {
                return (true, 0L, 0L);
            }

            var waiting = await DeliveryStore.WaitingAsync(s, edition, now).ConfigureAwait(false);
            if (overdue > TimeSpan.Zero)
            {
                await DeliveryStore.DueFromAsync(s, edition, now - overdue, now).ConfigureAwait(false);
            }

            return (true, waiting.Mails, waiting.Late);
        }, context.Cancel).ConfigureAwait(false);
        var why = (mails, late) switch { (0, _) => "", (1, 0) => ": 1 digest waits", (_, 0) => $": {mails} digests wait", _ => $": {mails} digests wait, {late} of them too late to be sent any more" };
        return Say(removed ? $"{scope} goes on{why}." : $"{scope} was not paused.");
    }

    private static Command Cancel(BuildApp build)
    {
        var number = new Argument<long>("edition") { Description = "The edition's number." };
        return new Command("cancel", "Cancel what is left of an edition: what is not sent yet stays unsent. Example: digest deliveries cancel 12") { number }.OnRun(build, async context =>
        {
            var which = context.Parse.GetValue(number);
            await EditionAsync(context, which).ConfigureAwait(false);
            var (count, paused) = await context.Get<Database>().WriteAsync(async s =>
            {
                // What was held since it was overdue is decided; a pause of the operator's own holds what is still composed of it.
                await PauseStore.RemoveAsync(s, Pause.Edition(which), Pause.Overdue).ConfigureAwait(false);
                return (await DeliveryStore.CancelEditionAsync(s, which).ConfigureAwait(false), await PauseStore.ListAsync(s, context.Now).ConfigureAwait(false));
            }, context.Cancel).ConfigureAwait(false);
            return Say($"{count} {(count == 1 ? "mail" : "mails")} of edition {which} {(count == 1 ? "is" : "are")} cancelled; what is on its way this moment still goes." + (paused.Any(p => p.Scope == Pause.Edition(which)) ? $" {Pause.Edition(which)} stays paused." : ""));
        });
    }

    // As the sender compares it: a scope that is spelt otherwise would hold back nothing.
    private static string ScopeOf(CommandContext context)
    {
        var scope = context.Parse.GetValue(Scope)!.Trim();
        return scope.Split(':', 2) switch
        {
            [Pause.All] => Pause.All,
            ["edition", var n] when long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Pause.Edition(number),
            ["domain", { Length: > 0 } domain] => Pause.Domain(DomainName.Ascii(domain.TrimStart('@'))),
            ["relay", { Length: > 0 } relay] => Pause.Relay(relay),
            _ => throw new CommandException($"{scope}: a scope is all, edition:12, domain:example.org or relay:NAME."),
        };
    }

    private static void KnownRelay(CommandContext context, string scope)
    {
        var relays = context.Get<DeliverOptions>().All().Select(r => Pause.Relay(r.Title)).ToList();
        if (scope.StartsWith(Pause.Relay(""), StringComparison.Ordinal) && !relays.Contains(scope))
        {
            throw new CommandException($"{scope}: there is no such relay; there {(relays.Count == 0 ? "is none" : "are " + string.Join(", ", relays))}.");
        }
    }

    private static async Task EditionAsync(CommandContext context, long number)
    {
        if (!await context.Get<Database>().ReadAsync(s => EditionStore.ExistsAsync(s, number), context.Cancel).ConfigureAwait(false))
        {
            throw new CommandException($"There is no edition {number}.");
        }
    }

    private static int Say(string text)
    {
        Console.Out.WriteLine(text);
        return 0;
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
