using System.Globalization;

using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>A line that was not taken, and why, in words.</summary>
public sealed record ImportLine(int Line, string Text, string Reason);

/// <summary>What became of a file: Bad lines could not be read; LeftOut ones must not or need not come in.</summary>
public sealed record ImportReport(int Added, int Known, IReadOnlyList<ImportLine> LeftOut, IReadOnlyList<ImportLine> Bad);

/// <summary>
/// Takes readers from a list whose owner vouches for their consent. Nobody is revived: whoever unsubscribed, complained, bounced or had
/// their data deleted stays away until they sign up themselves.
/// </summary>
public sealed class ImportSubscribers(Database database, Desk desk)
{
    private const int AtOnce = 200;

    /// <param name="csv">With a line of column names (see <see cref="SubscriberCsv.Columns"/>), or without one: then the first column is the address.</param>
    /// <param name="defaults">For columns that are not there, or empty.</param>
    /// <param name="origin">Kept as the consent's wording: where the list is from.</param>
    /// <param name="progress">Lines done.</param>
    public async Task<ImportReport> RunAsync(string csv, Choices defaults, string origin, IProgress<StepProgress>? progress = null, CancellationToken ct = default)
    {
        var rows = SubscriberCsv.Read(csv).ToList();
        var columns = ColumnsOf(rows.Count > 0 ? rows[0].Cells : []);
        var body = columns is null ? rows : rows[1..];
        var (added, known) = (0, 0);
        List<ImportLine> leftOut = [], bad = [];
        foreach (var batch in body.Chunk(AtOnce))
        {
            var results = await database.WriteAsync(async s =>
            {
                var list = new List<(ImportLine? Bad, ImportLine? LeftOut, bool Added)>();
                foreach (var (line, cells) in batch)
                {
                    list.Add(await TakeAsync(s, new ImportRow(line, cells, columns), defaults, origin).ConfigureAwait(false));
                }

                return list;
            }, ct).ConfigureAwait(false);
            bad.AddRange(results.Select(r => r.Bad).OfType<ImportLine>());
            leftOut.AddRange(results.Select(r => r.LeftOut).OfType<ImportLine>());
            added += results.Count(r => r.Added);
            known += results.Count(r => r is { Added: false, Bad: null, LeftOut: null });
            progress?.Report(new StepProgress("lines", added + known + leftOut.Count + bad.Count, body.Count));
        }

        return new ImportReport(added, known, leftOut, bad);
    }

    /// <summary>One reader, by an operator's hand; the same rules.</summary>
    /// <returns>Null when they were added; else why not.</returns>
    public Task<string?> AddAsync(Address address, Choices choices, string origin, CancellationToken ct = default) => database.WriteAsync(async s =>
        await WhyNotAsync(s, address).ConfigureAwait(false) ?? (await SubscriberStore.FindAsync(s, address.Text).ConfigureAwait(false) is null
            ? await ActivateAsync(s, address, choices, origin, paused: false).ConfigureAwait(false)
            : "is subscribed already."), ct);

    private async Task<(ImportLine? Bad, ImportLine? LeftOut, bool Added)> TakeAsync(Session s, ImportRow row, Choices defaults, string origin)
    {
        var typed = row.Cell("address") ?? "";
        if (!Address.TryParse(typed, out var address, out var fault))
        {
            return (new ImportLine(row.Line, typed, AddressWords.Of(fault)), null, false);
        }

        if (row.ChoicesOr(defaults, out var problem) is not { } choices)
        {
            return (new ImportLine(row.Line, typed, problem!), null, false);
        }

        var why = row.Cell("state") == nameof(SubscriberState.Unsubscribed) ? "unsubscribed, as the list itself says." : await WhyNotAsync(s, address).ConfigureAwait(false);
        if (why is not null)
        {
            return (null, new ImportLine(row.Line, typed, why), false);
        }

        if (await SubscriberStore.FindAsync(s, address.Text).ConfigureAwait(false) is not null)
        {
            return (null, null, false);
        }

        await ActivateAsync(s, address, choices, origin, row.Cell("state") == nameof(SubscriberState.Paused)).ConfigureAwait(false);
        return (null, null, true);
    }

    private async Task<string?> WhyNotAsync(Session s, Address address)
    {
        var now = desk.Now;
        var suppression = await SuppressionStore.FindAsync(s, address.Text, now).ConfigureAwait(false)
            ?? await SuppressionStore.FindAsync(s, desk.Hash(address.Text), now).ConfigureAwait(false);
        if (suppression is not null)
        {
            return suppression.Reason == Reasons.Erased ? "had their data deleted; they can sign up again themselves." : $"must not be mailed: {suppression.Reason} ({suppression.Source}).";
        }

        var reader = await SubscriberStore.FindAsync(s, address.Text).ConfigureAwait(false);
        return reader?.State == SubscriberState.Unsubscribed
            ? $"unsubscribed on {reader.UnsubscribedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; they can sign up again themselves."
            : null;
    }

    private async Task<string?> ActivateAsync(Session s, Address address, Choices choices, string origin, bool paused)
    {
        var now = desk.Now;
        var id = await SubscriberStore.ActivateAsync(s, new NewSubscriber(address.Text, choices, origin, now, Desk.NextDue(now, choices))).ConfigureAwait(false);
        await SubscriberStore.NoteAsync(s, id, "imported", now, origin).ConfigureAwait(false);
        if (paused)
        {
            await SubscriberStore.PauseAsync(s, id, null, null).ConfigureAwait(false);
        }

        return null;
    }

    private static Dictionary<string, int>? ColumnsOf(IReadOnlyList<string> first)
    {
        if (first.Count == 0 || first.Any(c => c.Contains('@', StringComparison.Ordinal)))
        {
            return null;
        }

        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < first.Count; i++)
        {
            names.TryAdd(first[i].Trim() is "email" or "e-mail" or "mail" or "Email" or "E-Mail" or "Email Address" ? "address" : first[i].Trim(), i);
        }

        return names.ContainsKey("address") ? names : null;
    }
}
