using System.Runtime.InteropServices;

using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>
/// Reads a piece into distinct words: those of the title count more, names and numbers a little more. Needs nothing of other articles, so
/// that each core may have one of its own; one serves one thread.
/// </summary>
internal sealed class CountWords
{
    private readonly ClusterOptions _options;
    private readonly List<(uint Id, float Weight)> _words = [];
    private readonly List<uint> _names = [];
    private readonly List<Serial> _serials = [];
    private readonly WordSink _take;
    private readonly WordList _title = new();
    private readonly WordList _teaser = new();
    private uint _counter;
    private bool _inTitle;
    private int _read;
    private int _capitals;
    private uint _seed;
    private float _weight;
    private int _year;

    public CountWords(ClusterOptions options) => (_options, _take) = (options, Take);

    /// <param name="piece">The piece.</param>
    /// <param name="words">The article's words, where they were read before: of its headline as the feed gave it. Null to read them now.</param>
    public CountedWords Of(Piece piece, ReadText? words = null)
    {
        _words.Clear();
        _names.Clear();
        _serials.Clear();
        _year = piece.PublishedAt.Year;
        _seed = WordHash.Of(WordHash.Seed, piece.Language);
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
        var id = WordHash.Of(_seed, stem);
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
        var words = CollectionsMarshal.AsSpan(_words);
        var kept = 0;
        foreach (var (id, weight) in words)
        {
            if (kept > 0 && words[kept - 1].Id == id)
            {
                var before = words[kept - 1].Weight;
                words[kept - 1].Weight = Math.Max(before, weight) + (Math.Min(before, weight) / 4);
            }
            else
            {
                words[kept++] = (id, weight);
            }
        }

        var (ids, weights) = (new uint[kept], new float[kept]);
        for (var i = 0; i < kept; i++)
        {
            (ids[i], weights[i]) = words[i];
        }

        return (ids, weights);
    }
}

/// <summary>The distinct words of a text, ascending, with their weight in it; which of them are names; and what its title counts by.</summary>
internal readonly record struct CountedWords(uint[] Ids, float[] Weights, uint[] Names)
{
    public Serial[] Serials { get; init; } = [];
}
