using Digest.Model;

namespace Digest.Subscribers;

/// <summary>The names of titles as a reader types them, and the titles they mean.</summary>
public static class TitleNames
{
    private const int Proposed = 5;

    /// <summary>The title's own name; or null, and the titles it may have been.</summary>
    /// <param name="typed">As typed: the name, or a part of it that only one title has.</param>
    /// <param name="names">All titles.</param>
    public static (string? Name, IReadOnlyList<string> Proposals) Find(string typed, IReadOnlyCollection<string> names)
    {
        var sought = Phrase.Fold(typed);
        var same = names.Where(n => Phrase.Fold(n) == sought).ToList();
        var like = same.Count > 0 ? same : [.. names.Where(n => sought.Length > 3 && Phrase.Fold(n).Contains(sought.TrimEnd(), StringComparison.Ordinal))];
        return like.Count == 1 ? (like[0], []) : (null, [.. like.Order(StringComparer.Ordinal).Take(Proposed)]);
    }
}
