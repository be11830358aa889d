using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>Turns a piece into weighted words: those of the title count more, rare ones count more (TF-IDF).</summary>
internal sealed class Vectorizer(ClusterOptions options, DocumentCounts counts)
{
    private readonly List<(uint Id, float Weight)> _words = [];
    internal const uint Seed = 2166136261;

    private readonly List<uint> _names = [];
    private readonly List<Serial> _serials = [];
    private uint _counter;
    private bool _inTitle;
    private int _read;
    private int _capitals;
    private uint _seed;
    private float _weight;
    private int _year;

    /// <summary>The piece's distinct words, ascending, with their weight in the text (not yet by rarity).</summary>
    public CountedWords Count(Piece piece)
    {
        _words.Clear();
        _names.Clear();
        _serials.Clear();
        _year = piece.PublishedAt.Year;
        _seed = Hash(Seed, piece.Language);
        _weight = (float)options.TitleWeight;
        _inTitle = true;
        Read(piece.Title, piece.Language);
        _inTitle = false;
        _weight = 1;
        Read(piece.Teaser.AsSpan(0, Math.Min(piece.Teaser.Length, options.TeaserLength)), piece.Language);
        _words.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var (ids, weights) = Combine();
        _names.Sort();
        return new CountedWords(ids, weights, [.. _names.Distinct()]) { Serials = _serials.Count == 0 ? [] : [.. _serials] };
    }

    /// <summary>Weighs counted words by rarity and brings them to length 1.</summary>
    public TermVector Weigh(string language, CountedWords words)
    {
        var (ids, weights, names) = words;
        var total = counts.Total(language);
        var weighed = new float[ids.Length];
        double square = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            weighed[i] = (float)(weights[i] * counts.Rarity(total, ids[i]));
            square += weighed[i] * weighed[i];
        }

        var length = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < weighed.Length; i++)
        {
            weighed[i] *= length;
        }

        return new TermVector(ids, weighed, names, words.Serials);
    }

    private void Read(ReadOnlySpan<char> text, string language)
    {
        var before = _names.Count;
        (_read, _capitals) = (0, 0);
        Words.Of(text, language, Take);
        // In A Headline Like This capitals tell nothing, nor do they in German.
        if (_capitals * 10 > _read * 6 && _read > 2)
        {
            _names.RemoveRange(before, _names.Count - before);
        }
    }

    private void Take(ReadOnlySpan<char> stem, WordKinds kind)
    {
        if (kind == WordKinds.Number && IsThisYear(stem))
        {
            return;
        }

        var boost = kind switch { WordKinds.Name => options.NameBoost, WordKinds.Number => options.NumberBoost, _ => 1 };
        var id = Hash(_seed, stem);
        _words.Add((id, _weight * (float)boost));
        if (_inTitle && kind == WordKinds.Number && _counter != 0)
        {
            _serials.Add(new Serial(_counter, id));
        }

        _counter = Serials.Count(id) ? id : 0;
        _capitals += kind == WordKinds.Name ? 1 : 0;
        // The first word is capitalised whatever it is.
        if (kind == WordKinds.Name && _read++ > 0)
        {
            _names.Add(id);
        }
        else if (kind != WordKinds.Name)
        {
            _read++;
        }
    }

    // Everything of an election year says the year.
    private bool IsThisYear(ReadOnlySpan<char> number) => number.Length == 4 && int.TryParse(number, out var year) && Math.Abs(year - _year) <= 1;

    // A word said again counts a little more, not twice: the heaviest mention, and a quarter of the others.
    private (uint[] Ids, float[] Weights) Combine()
    {
        var ids = new List<uint>(_words.Count);
        var weights = new List<float>(_words.Count);
        foreach (var (id, weight) in _words)
        {
            if (ids.Count > 0 && ids[^1] == id)
            {
                weights[^1] = Math.Max(weights[^1], weight) + (Math.Min(weights[^1], weight) / 4);
            }
            else
            {
                ids.Add(id);
                weights.Add(weight);
            }
        }

        return ([.. ids], [.. weights]);
    }

    // FNV-1a: the language is the seed, so that equal spellings of two languages are two words.
    internal static uint Hash(uint seed, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            seed = (seed ^ c) * 16777619;
        }

        return seed;
    }
}

/// <summary>The distinct words of a text, ascending, with their weight in it; which of them are names; and what its title counts by.</summary>
internal readonly record struct CountedWords(uint[] Ids, float[] Weights, uint[] Names)
{
    public Serial[] Serials { get; init; } = [];
}
