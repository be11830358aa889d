using System.Runtime.InteropServices;

namespace Digest.Stories.Clusters;

/// <summary>In how many articles of the window a word stands, and how many there are per language: what makes a word rare.</summary>
internal sealed class DocumentCounts(double tradeShare, double rarityPower)
{
    private readonly Dictionary<uint, int> _counts = [];
    private readonly Dictionary<string, int> _totals = new(StringComparer.Ordinal);

    public void Add(string language, ReadOnlySpan<uint> ids)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_totals, language, out _)++;
        foreach (var id in ids)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, id, out _)++;
        }
    }

    /// <summary>Counts an article's words in and tells how rare each is now: one look at the table does for both.</summary>
    /// <param name="rarity">As many as there are words; written over.</param>
    public void Add(string language, ReadOnlySpan<uint> ids, Span<double> rarity)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_totals, language, out _)++;
        var total = Total(language);
        for (var i = 0; i < ids.Length; i++)
        {
            rarity[i] = Rarity(total, ids[i], ++CollectionsMarshal.GetValueRefOrAddDefault(_counts, ids[i], out _));
        }
    }

    public void Remove(string language, ReadOnlySpan<uint> ids)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_totals, language, out _)--;
        foreach (var id in ids)
        {
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_counts, id, out _) <= 0)
            {
                _counts.Remove(id);
            }
        }
    }

    // A floor under the total: on the first day nothing is common yet, and rarity means little.
    public double Total(string language) => Math.Max(_totals.GetValueOrDefault(language), 2000);

    /// <summary>Inverse document frequency of a word.</summary>
    public double Rarity(double total, uint id) => Rarity(total, id, _counts.GetValueOrDefault(id));

    private double Rarity(double total, uint id, int count)
    {
        // On a quiet day "earthquake" is rare, and still two earthquakes are two: the trade's own words start with a count.
        var usual = TradeWords.Contains(id) ? total * tradeShare : 0;
        var rarity = Math.Log(1 + (total / (count + usual + 0.5)));
        return rarityPower == 1 ? rarity : Math.Pow(rarity, rarityPower);
    }
}
