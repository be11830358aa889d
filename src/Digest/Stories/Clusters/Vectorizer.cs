using System.Runtime.InteropServices;

using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>Turns a piece into weighted words: those of the title count more, rare ones count more (TF-IDF).</summary>
internal sealed class Vectorizer
{
    private readonly ClusterOptions _options;
    private readonly DocumentCounts _counts;
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
    private double[] _rarity = new double[128];
    private readonly WordSink _take;
    private readonly WordList _title = new();
    private readonly WordList _teaser = new();

    public Vectorizer(ClusterOptions options, DocumentCounts counts) => (_options, _counts, _take) = (options, counts, Take);

    /// <summary>The piece's distinct words, ascending, with their weight in the text (not yet by rarity).</summary>
    public CountedWords Count(Piece piece) => Count(piece, null);

    /// <param name="piece">The piece.</param>
    /// <param name="words">The article's words, where they were read before: of its headline as the feed gave it. Null to read them now.</param>
    public CountedWords Count(Piece piece, ReadText? words)
    {
        _words.Clear();
        _names.Clear();
        _serials.Clear();
        _year = piece.PublishedAt.Year;
        _seed = Hash(Seed, piece.Language);
        _weight = (float)_options.TitleWeight;
        _inTitle = true;
        Read(words?.Title.Text == piece.Title ? words.Title : _title.Read(piece.Title, piece.Language), int.MaxValue);
        _inTitle = false;
        _weight = 1;
        Read(words?.Teaser ?? _teaser.Read(piece.Teaser, piece.Language), _options.TeaserLength);
        _words.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var (ids, weights) = Combine();
        _names.Sort();
        return new CountedWords(ids, weights, Distinct(_names)) { Serials = _serials.Count == 0 ? [] : [.. _serials] };
    }

    /// <summary>Counts a text's words in as one article's, and weighs them.</summary>
    public TermVector Take(string language, CountedWords words)
    {
        var rarity = Rarity(words.Ids.Length);
        _counts.Add(language, words.Ids, rarity);
        return Weighed(words, rarity);
    }

    /// <summary>Weighs counted words by rarity and brings them to length 1.</summary>
    public TermVector Weigh(string language, CountedWords words)
    {
        var total = _counts.Total(language);
        var rarity = Rarity(words.Ids.Length);
        for (var i = 0; i < rarity.Length; i++)
        {
            rarity[i] = _counts.Rarity(total, words.Ids[i]);
        }

        return Weighed(words, rarity);
    }

    private Span<double> Rarity(int words)
    {
        _rarity = _rarity.Length < words ? new double[words * 2] : _rarity;
        return _rarity.AsSpan(0, words);
    }

    private static TermVector Weighed(CountedWords words, ReadOnlySpan<double> rarity)
    {
        var (ids, weights, names) = words;
        var weighed = new float[ids.Length];
        double square = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            weighed[i] = (float)(weights[i] * rarity[i]);
            square += weighed[i] * weighed[i];
        }

        var length = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < weighed.Length; i++)
        {
            weighed[i] *= length;
        }

        return new TermVector(ids, weighed, names, words.Serials);
    }

    private static uint[] Distinct(List<uint> sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i == 0 || sorted[i] != sorted[kept - 1])
            {
                sorted[kept++] = sorted[i];
            }
        }

        return kept == 0 ? [] : [.. CollectionsMarshal.AsSpan(sorted)[..kept]];
    }

    private void Read(WordList text, int most)
    {
        var before = _names.Count;
        (_read, _capitals) = (0, 0);
        text.Send(_take, most);
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

        var boost = kind switch { WordKinds.Name => _options.NameBoost, WordKinds.Number => _options.NumberBoost, _ => 1 };
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
