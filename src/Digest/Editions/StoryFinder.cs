using System.Globalization;

using Digest.Model;
using Digest.Store;

namespace Digest.Editions;

/// <summary>Finds the story a person means: by its id, or by words of a headline of one of its articles.</summary>
public sealed class StoryFinder(Database database)
{
    private static readonly TimeSpan Reach = TimeSpan.FromDays(14);

    /// <param name="text">Digits are an id (that of a merged story leads to the one that lives); else words, in any order, each whole or the beginning of one.</param>
    /// <returns>None, the one, or the candidates, those with most titles first. Searched are the stories of the fourteen days before the newest.</returns>
    public async Task<IReadOnlyList<FoundStory>> FindAsync(string text, CancellationToken ct = default)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return await database.ReadAsync(s => StoryLookup.ByIdAsync(s, id), ct).ConfigureAwait(false) is { } one ? [one] : [];
        }

        var lines = await database.ReadAsync(s => StoryLookup.RecentAsync(s, Reach), ct).ConfigureAwait(false);
        return Match(lines, text);
    }

    /// <summary>Exact headlines before phrases, phrases before words: the first of these that finds any decides.</summary>
    internal static IReadOnlyList<FoundStory> Match(IReadOnlyList<FoundStory> headlines, string text)
    {
        var sought = Phrase.Fold(text);
        var words = sought.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return [];
        }

        var folded = headlines.Select(h => (Story: h, Text: Phrase.Fold(h.Title))).ToList();
        foreach (var matches in new Func<string, bool>[] { t => t == sought, t => t.Contains(sought, StringComparison.Ordinal), t => words.All(w => t.Contains(" " + w, StringComparison.Ordinal)) })
        {
            var found = folded.Where(f => matches(f.Text)).Select(f => f.Story).DistinctBy(f => f.Id).ToList();
            if (found.Count > 0)
            {
                return [.. found.OrderByDescending(f => f.Sources).ThenByDescending(f => f.LastSeenAt).ThenBy(f => f.Id)];
            }
        }

        return [];
    }
}
