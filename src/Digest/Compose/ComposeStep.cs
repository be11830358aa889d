using System.Globalization;
using System.Security.Cryptography;

using Digest.Links;
using Digest.Model;
using Digest.Store;

namespace Digest.Compose;

/// <summary>What one run of composing did.</summary>
/// <param name="EditionNumber">The edition it composed from, or null when there was none recent enough.</param>
/// <param name="Composed">Issues written, with a ledger row each.</param>
/// <param name="Skipped">Issues written without one, their reason on the row.</param>
/// <param name="Suppressed">Due subscribers whose address must not be mailed.</param>
/// <param name="Waiting">Due subscribers left for the next edition.</param>
public sealed record ComposeReport(long? EditionNumber, int Composed, int Skipped, int Suppressed, long Waiting);

/// <summary>
/// Edition and subscribers → issues: for everyone whose hour has come, one issue of the newest edition, its ledger row and the next
/// hour, in one transaction per batch. The unique row per subscriber and day is what keeps a second node, or a second run, from
/// a second digest.
/// </summary>
public sealed class ComposeStep(Database database, ComposeOptions options, SiteLinks links, TimeProvider clock, ILogger<ComposeStep> log)
{
    public async Task<ComposeReport> RunAsync(IProgress<StepProgress>? progress = null, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await ResumeAsync(now, ct).ConfigureAwait(false);
        var total = await database.ReadAsync(s => IssueStore.CountDueAsync(s, now), ct).ConfigureAwait(false);
        if (total == 0)
        {
            return new ComposeReport(null, 0, 0, 0, 0);
        }

        var edition = await database.ReadAsync(s => EditionStore.NewestAsync(s, now), ct).ConfigureAwait(false);
        if (edition is null || edition.CutAt < now - options.MaxEditionAge)
        {
            return new ComposeReport(null, 0, 0, 0, total);
        }

        var week = await database.ReadAsync(async s => await IssueStore.AnyDueAsync(s, now, EditionSpan.Week).ConfigureAwait(false)
            ? await EditionStore.NewestAsync(s, now, EditionSpan.Week).ConfigureAwait(false) : null, ct).ConfigureAwait(false);
        // Whoever gets one mail a week gets the day's news rather than none where the week's edition is missing.
        var shelves = new Shelves(new Shelf(edition), new Shelf(week is null || week.CutAt < now - options.MaxEditionAge ? edition : week));
        var report = await BatchesAsync(shelves, now, total, progress, ct).ConfigureAwait(false);
        log.LogInformation("Composed {Composed} issues of edition {Number}, {Skipped} skipped", report.Composed, edition.Number, report.Skipped);
        return report;
    }

    private async Task<ComposeReport> BatchesAsync(Shelves shelves, DateTimeOffset now, long total, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var report = new ComposeReport(shelves.Day.Edition.Number, 0, 0, 0, 0);
        var since = now.AddDays(-options.RememberDays);
        var merged = await database.ReadAsync(s => IssueStore.MergedAsync(s, since), ct).ConfigureAwait(false);
        // Ids only grow: the loop ends with the table.
        for (var afterId = 0L; ;)
        {
            var from = afterId;
            var batch = await database.ReadAsync(s => IssueStore.DueAsync(s, now, from, options.BatchSize), ct).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                return report;
            }

            var sent = await database.ReadAsync(
                s => IssueStore.SentAsync(s, batch.Select(b => b.Id), Day(since), merged), ct).ConfigureAwait(false);
            var said = await database.ReadAsync(s => FeedbackStore.OfAsync(s, batch.Where(b => b.Feedback).Select(b => b.Id), now.AddDays(-options.FeedbackDays)), ct).ConfigureAwait(false);
            var due = batch.Select(b => Draft(b, shelves, new ReaderMemory(sent.GetValueOrDefault(b.Id) ?? [], [.. said[b.Id]]), now)).ToList();
            report = await database.WriteAsync(s => WriteAsync(s, due, report, now), ct).ConfigureAwait(false);
            afterId = batch[^1].Id;
            progress?.Report(new StepProgress("issues", report.Composed + report.Skipped + report.Suppressed, total));
        }
    }

    private DueIssue Draft(DueSubscriber due, Shelves shelves, ReaderMemory memory, DateTimeOffset now)
    {
        var shelf = due.Frequency == Frequency.Weekly ? shelves.Week : shelves.Day;
        var zone = ZoneOf(due);
        var next = Slot.NextAfter(now, due.Hour, zone, due.Frequency, due.WeekDay);
        if (due.Suppressed)
        {
            return new DueIssue(due, next, null);
        }

        var late = now - due.DueAt;
        var issue = late > TimeSpan.FromHours(options.CatchUpHours)
            ? new ComposedIssue([], Missed(due, late))
            : IssueComposer.Compose(shelf, due, memory, options);
        return new DueIssue(due, next, new NewIssue
        {
            EditionId = shelf.Edition.Id,
            SubscriberId = due.Id,
            Slot = Slot.Name(due.DueAt, zone),
            Stories = issue.Stories,
            ComposedAt = now,
            SkippedBecause = issue.SkippedBecause,
        });
    }

    private async Task<ComposeReport> WriteAsync(Session s, List<DueIssue> due, ComposeReport report, DateTimeOffset now)
    {
        var ids = await IssueStore.AddAsync(s, [.. due.Select(d => d.Issue).OfType<NewIssue>()]).ConfigureAwait(false);
        var composed = 0;
        foreach (var (subscriber, _, _) in due.Where(d => d.Issue is { SkippedBecause: null } && ids.ContainsKey(d.Subscriber.Id)))
        {
            await DeliveryStore.AddAsync(s, Delivery(subscriber, ids[subscriber.Id], now)).ConfigureAwait(false);
            composed++;
        }

        await IssueStore.AdvanceAsync(s, due.Select(d => (d.Subscriber.Id, d.Subscriber.DueAt, d.Next))).ConfigureAwait(false);
        return report with
        {
            Composed = report.Composed + composed,
            Skipped = report.Skipped + due.Count(d => d.Issue is { SkippedBecause: not null } && ids.ContainsKey(d.Subscriber.Id)),
            Suppressed = report.Suppressed + due.Count(d => d.Issue is null),
        };
    }

    private NewDelivery Delivery(DueSubscriber subscriber, long issueId, DateTimeOffset now) => new()
    {
        Kind = MailKind.Digest,
        IssueId = issueId,
        SubscriberId = subscriber.Id,
        Address = subscriber.Address,
        MessageId = $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}.{issueId.ToString(CultureInfo.InvariantCulture)}@{links.Domain}",
        DueAt = now,
        CreatedAt = now,
        ExpiresAt = now + options.ExpireAfter,
    };

    private async Task ResumeAsync(DateTimeOffset now, CancellationToken ct)
    {
        var over = await database.ReadAsync(s => IssueStore.PauseOverAsync(s, now), ct).ConfigureAwait(false);
        foreach (var chunk in over.Chunk(options.BatchSize))
        {
            await database.WriteAsync(async s =>
            {
                foreach (var reader in chunk)
                {
                    // From the pause's end, not from now: an hour that came since is due at once.
                    var next = Slot.NextAfter(reader.PausedUntil ?? now, reader.Hour, ZoneOf(reader.Zone, reader.Id), reader.Frequency, reader.WeekDay);
                    await IssueStore.ResumeAsync(s, reader, next).ConfigureAwait(false);
                }
            }, ct).ConfigureAwait(false);
        }
    }

    private string ZoneOf(DueSubscriber due) => ZoneOf(due.Zone, due.Id);

    // A zone that this machine's tz data does not know must not stop everyone after it.
    private string ZoneOf(string zone, long subscriberId)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            return zone;
        }

        log.LogWarning("Subscriber {Id} has an unknown time zone {Zone}; their hour is read as UTC", subscriberId, zone);
        return "UTC";
    }

    private string Missed(DueSubscriber due, TimeSpan late) => string.Create(
        CultureInfo.InvariantCulture,
        $"missed: it was due at {due.DueAt:yyyy-MM-dd HH:mm} UTC, and {late.TotalHours:0.#} h later is more than Compose:CatchUpHours ({options.CatchUpHours}); its stories go into the next issue");

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Shelves(Shelf Day, Shelf Week);

    private sealed record DueIssue(DueSubscriber Subscriber, DateTimeOffset Next, NewIssue? Issue);
}
