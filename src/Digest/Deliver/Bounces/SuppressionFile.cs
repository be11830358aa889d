using System.Globalization;
using System.Text.RegularExpressions;

using Digest.Model;
using Digest.Store;

namespace Digest.Deliver.Bounces;

/// <summary>A line of an import that was not taken, and why.</summary>
public sealed record RefusedLine(int Line, string Text, string Why);

/// <summary>What an import came to.</summary>
public sealed record SuppressionImport(int Added, int Known, IReadOnlyList<RefusedLine> Refused);

/// <summary>
/// Suppressions as CSV (RFC 4180): <c>address,reason,source,created_at,until</c>; only the first column is needed. Reads what other
/// services export: a header in any order, or bare addresses.
/// </summary>
public sealed partial class SuppressionFile(Database database, TimeProvider clock)
{
    private const int Batch = 500;

    private static readonly string[] Columns = ["address", "reason", "source", "created_at", "until"];

    /// <summary>Adds every entry; those known stay as they are.</summary>
    public async Task<SuppressionImport> ImportAsync(TextReader reader, CancellationToken ct)
    {
        var (entries, refused) = (new List<Suppression>(), new List<RefusedLine>());
        var (columns, number, added) = (new Dictionary<string, int>(), 0, 0);
        await foreach (var fields in Csv.ReadAsync(reader, ct).ConfigureAwait(false))
        {
            number++;
            if (number == 1)
            {
                columns = Header(fields);
                if (columns.Count > 0)
                {
                    continue;
                }
            }

            Take(fields, columns, number, entries, refused);
        }

        foreach (var batch in entries.Chunk(Batch))
        {
            added += await database.WriteAsync(s => AddAsync(s, batch), ct).ConfigureAwait(false);
        }

        return new SuppressionImport(added, entries.Count - added, refused);
    }

    /// <summary>Writes all in force, with a header.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExportAsync(TextWriter writer, CancellationToken ct)
    {
        await writer.WriteAsync(string.Join(',', Columns) + "\r\n").ConfigureAwait(false);
        var (count, after) = (0, "");
        for (IReadOnlyList<Suppression>? page = null; page is null || page.Count == Batch;)
        {
            var from = after;
            page = await database.ReadAsync(s => SuppressionStore.PageAsync(s, from, clock.GetUtcNow(), Batch), ct).ConfigureAwait(false);
            foreach (var entry in page)
            {
                await writer.WriteAsync(Csv.Line(entry.Address, entry.Reason, entry.Source, Time(entry.CreatedAt), Time(entry.Until))).ConfigureAwait(false);
            }

            count += page.Count;
            after = page.Count > 0 ? page[^1].Address : after;
        }

        return count;
    }

    /// <summary>Whether a text is something to suppress: an address, a domain (@example.org), or a hash (hash:…).</summary>
    public static bool IsEntry(string text) => text.Length <= 320 && Entry().IsMatch(text);

    private static async Task<int> AddAsync(Session s, IEnumerable<Suppression> batch)
    {
        var added = 0;
        foreach (var entry in batch)
        {
            added += await SuppressionStore.AddAsync(s, entry).ConfigureAwait(false) ? 1 : 0;
        }

        return added;
    }

    private void Take(IReadOnlyList<string> fields, Dictionary<string, int> columns, int number, List<Suppression> entries, List<RefusedLine> refused)
    {
        string Field(string name, int position) => (columns.Count > 0 ? columns.GetValueOrDefault(name, -1) : position) is var at and >= 0 && at < fields.Count ? Plain(fields[at].Trim()) : "";

        var (address, created, until) = (Field("address", 0), Field("created_at", 3), Field("until", 4));
        var why = !IsEntry(address) ? "no address, @domain or hash" : !IsTime(created) ? "created_at is no time" : !IsTime(until) ? "until is no time" : null;
        if (why is not null)
        {
            if (fields.Any(f => f.Length > 0))
            {
                refused.Add(new RefusedLine(number, PlainText.Cut(string.Join(',', fields), 80), why));
            }

            return;
        }

        var (reason, source) = (Field("reason", 1), Field("source", 2));
        entries.Add(new Suppression(address, reason.Length > 0 ? reason : "operator", source.Length > 0 ? source : "import", ToTime(created) ?? clock.GetUtcNow(), ToTime(until)));
    }

    private static Dictionary<string, int> Header(IReadOnlyList<string> fields)
    {
        var known = new Dictionary<string, int>();
        for (var i = 0; i < fields.Count; i++)
        {
            var name = fields[i].Trim().ToLowerInvariant().Replace(' ', '_');
            known.TryAdd(name is "email" or "email_address" or "e-mail" or "recipient" ? "address" : name is "created" or "date" ? "created_at" : name, i);
        }

        return known.ContainsKey("address") ? known : [];
    }

    // What an export (ours, or a spreadsheet's) guards against being run as a formula.
    private static string Plain(string field) => field.Length > 1 && field[0] == '\'' && field[1] is ('=' or '+' or '-') ? field[1..] : field;

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static bool IsTime(string text) => text.Length == 0 || ToTime(text) is not null;

    // Dates, or the seconds since 1970 that SendGrid exports.
    private static DateTimeOffset? ToTime(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 10_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    [GeneratedRegex(@"\A([^@\s,;<>""]{1,64}@|@)[^@\s,;<>""]{1,253}\z|\Ahash:[0-9a-f]{64}\z")]
    private static partial Regex Entry();
}
