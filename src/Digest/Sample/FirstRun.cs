using System.Diagnostics;

using Digest.Links;
using Digest.Store;

namespace Digest.Sample;

/// <summary>One step of the first run: what it is called while it runs, and the call.</summary>
public sealed record FirstRunStep(string Doing, Func<CancellationToken, Task> RunAsync);

/// <summary>
/// What a newcomer sees: on a database without an edition it runs every step once, now and in order, so that there is a digest to
/// read within seconds; on every start it prints the addresses to open.
/// </summary>
public sealed class FirstRun(
    Database database, SampleSetup setup, SampleOptions options, MailboxFolder mailbox, SiteLinks links, TimeProvider clock, ILogger<FirstRun> log)
{
    /// <param name="steps">Gather, stories, edition, compose, deliver.</param>
    /// <param name="output">Where the addresses are printed.</param>
    public async Task RunAsync(IReadOnlyList<FirstRunStep> steps, TextWriter output, CancellationToken ct)
    {
        var activation = await setup.EnsureStartedAsync(ct).ConfigureAwait(false);
        var done = !activation.Press || !await IsFirstAsync(ct).ConfigureAwait(false) || await RunStepsAsync(steps, ct).ConfigureAwait(false);
        if (activation.Press || activation.Mailbox)
        {
            var head = done ? "Digest is ready. Open:" : "Digest runs, but its first run did not come to its end; the log above says why. Open:";
            await output.WriteLineAsync(await AddressesAsync(head, activation, ct).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private Task<bool> IsFirstAsync(CancellationToken ct) =>
        database.ReadAsync(async s => await s.ScalarAsync<long>("SELECT COUNT(*) FROM editions").ConfigureAwait(false) == 0, ct);

    // Whatever a step could not do, the addresses are printed and the schedule tries again; the log says what it was.
    private async Task<bool> RunStepsAsync(IReadOnlyList<FirstRunStep> steps, CancellationToken ct)
    {
        await database.WriteAsync(s => SampleRegistration.MakeDueAsync(s, clock.GetUtcNow()), ct).ConfigureAwait(false);
        foreach (var step in steps)
        {
            var started = clock.GetTimestamp();
            try
            {
                await step.RunAsync(ct).ConfigureAwait(false);
                log.LogInformation("First run: {Doing} took {Seconds:0.0} s", step.Doing, clock.GetElapsedTime(started).TotalSeconds);
            }
            catch (Exception e) when (e is not OperationCanceledException and not UnreachableException)
            {
                log.LogError(e, "First run: {Doing} failed", step.Doing);
                return false;
            }
        }

        return true;
    }

    private async Task<string> AddressesAsync(string head, SampleActivation activation, CancellationToken ct)
    {
        var box = links.Front() + "mailbox";
        var rows = new List<(string What, string Where)> { ("Front page", links.Front()) };
        if (activation.Mailbox)
        {
            if (await MailboxMail.NewestAsync(mailbox, options.Address, ct).ConfigureAwait(false) is { } id)
            {
                rows.Add(("Your digest", $"{box}/{id}"));
            }

            rows.Add(("Mailbox", box));
        }

        rows.Add(("Sign up", links.SubscribePage()));
        if (activation.Press)
        {
            rows.Add(("Sample press", setup.PressUrl + "/"));
        }

        return $"""

            {head}

            {string.Join('\n', rows.Select(r => $"  {r.What,-14}{r.Where}"))}

            {Notes(activation)}
            """;
    }

    private static string Notes(SampleActivation activation) => (activation.Press, activation.Mailbox) switch
    {
        (true, true) => "The news is fictional and no mail leaves this machine. Add feeds (feeds.opml, digest feeds add) and a relay (Deliver:Host), and both conveniences go off.",
        (true, false) => "The news is fictional. Add feeds (feeds.opml, digest feeds add), and the sample press goes off.",
        _ => "No mail leaves this machine. Set a relay (Deliver:Host), and the mailbox goes off.",
    };
}
