using System.Runtime.CompilerServices;

using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>
/// All that is kept of each word of the window, in one open hash table, so that a word of an article costs one look: in how many articles
/// it stands, which makes it rare or common, and where the list of the newest articles that carry it lies (<see cref="Postings"/>).
/// Words that stand nowhere any more go when the table is full.
/// </summary>
internal sealed class Lexicon(double tradeShare, double rarityPower, Postings postings)
{
    // A floor under the total: on the first day nothing is common yet, and rarity means little.
    private const int LeastTotal = 2000;

    private readonly Dictionary<string, int> _totals = new(StringComparer.Ordinal);
    private Word[] _words = new Word[1024];
    private int _taken;

    /// <summary>Counts an article's words in and tells how rare each is now.</summary>
    /// <param name="language">Of the article.</param>
    /// <param name="ids">Its words, each once.</param>
    /// <param name="rarity">As many as there are words; written over.</param>
    public void Add(string language, ReadOnlySpan<uint> ids, Span<double> rarity)
    {
        var total = Math.Max(++System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_totals, language, out _), LeastTotal);
        Reserve(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            ref var word = ref Taken(ids[i]);
            word.Count++;
            rarity[i] = Rarity(total, word.Count, word.OfTrade);
        }
    }

    /// <summary>Counts an article's words out.</summary>
    public void Remove(string language, ReadOnlySpan<uint> ids)
    {
        _totals[language]--;
        foreach (var id in ids)
        {
            ref var word = ref Find(id);
            word.Count -= word.Count > 0 ? 1 : 0;
        }
    }

    /// <summary>Inverse document frequency of each word, as things stand.</summary>
    public void Rarity(string language, ReadOnlySpan<uint> ids, Span<double> rarity)
    {
        var total = Math.Max(_totals.GetValueOrDefault(language), LeastTotal);
        for (var i = 0; i < ids.Length; i++)
        {
            ref var word = ref Find(ids[i]);
            rarity[i] = Rarity(total, word.Count, word.IsTaken ? word.OfTrade : TradeWords.Contains(ids[i]));
        }
    }

    /// <summary>The list of articles that carry a word; of a word that was added before.</summary>
    public ref PostingList Carriers(uint id) => ref Find(id).Carriers;

    private double Rarity(double total, int count, bool ofTrade)
    {
        // On a quiet day "earthquake" is rare, and still two earthquakes are two: the trade's own words start with a count.
        var usual = ofTrade ? total * tradeShare : 0;
        var rarity = Math.Log(1 + (total / (count + usual + 0.5)));
        return rarityPower == 1 ? rarity : Math.Pow(rarity, rarityPower);
    }

    private ref Word Taken(uint id)
    {
        ref var word = ref Find(id);
        if (!word.IsTaken)
        {
            _taken++;
            word = new Word { Id = id, IsTaken = true, OfTrade = TradeWords.Contains(id) };
        }

        return ref word;
    }

    // Where a word stands, or would stand; half of the slots are taken at most.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Word Find(uint id)
    {
        var words = _words;
        var at = WordHash.Slot(id, words.Length);
        while (words[at].Id != id && words[at].IsTaken)
        {
            at = (at + 1) & (words.Length - 1);
        }

        return ref words[at];
    }

    // Words that stand nowhere are left behind; so a table that is full of them does not grow.
    private void Reserve(int more)
    {
        if ((_taken + more) * 2 <= _words.Length)
        {
            return;
        }

        var old = _words;
        var live = 0;
        foreach (ref var word in old.AsSpan())
        {
            postings.Trim(ref word.Carriers);
            word.IsTaken &= word.Count > 0 || word.Carriers.Held > 0;
            live += word.IsTaken ? 1 : 0;
        }

        _words = new Word[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, (live + more) * 3))];
        _taken = live;
        foreach (ref var word in old.AsSpan())
        {
            if (word.IsTaken)
            {
                Find(word.Id) = word;
            }
        }
    }

    private struct Word
    {
        public uint Id;
        public int Count;
        public PostingList Carriers;
        public bool IsTaken;
        public bool OfTrade;
    }
}
