using Digest.Stories.Clusters;
using Digest.Stories.Text;

namespace Digest.Evaluation.Stories;

/// <summary>A stream as the service would meet it: in the order of publication, each publisher a source.</summary>
internal sealed class NewsStream
{
    private readonly Dictionary<string, long> _sources = [];

    public NewsStream(IEnumerable<StreamItem> items)
    {
        Items = [.. items.OrderBy(i => i.Published ?? DateTimeOffset.UnixEpoch).ThenBy(i => i.Id, StringComparer.Ordinal)];
        var declared = Items.All(i => i.Lang is null) ? Guess() : null;
        Pieces = [.. Items.Select((i, n) => Piece(i, n, declared))];
    }

    public IReadOnlyList<StreamItem> Items { get; }

    /// <summary>One per item, in the same order; ids count from 0.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    public static NewsStream Read(string path) => new(JsonLines.Read<StreamItem>(path));

    // A service knows the language of its titles. Where nothing says it, the headlines together do: one alone is too short to tell.
    private string Guess() => LanguageGuess.FromText(string.Join(". ", Items.Select(i => i.Title).Take(40)));

    private Piece Piece(StreamItem item, int index, string? declared) => PieceOf.Item(
        index, Source(item.Publisher), item.Lang ?? declared, item.Published ?? DateTimeOffset.UnixEpoch, item.Title, item.Summary, item.Publisher);

    private long Source(string publisher)
    {
        if (!_sources.TryGetValue(publisher, out var id))
        {
            _sources.Add(publisher, id = _sources.Count + 1);
        }

        return id;
    }
}
