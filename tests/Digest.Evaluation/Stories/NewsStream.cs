using Digest.Stories.Clusters;

namespace Digest.Evaluation.Stories;

/// <summary>A stream as the service would meet it: in the order of publication, each publisher a source.</summary>
internal sealed class NewsStream
{
    private readonly Dictionary<string, long> _sources = [];

    public NewsStream(IEnumerable<StreamItem> items)
    {
        Items = [.. items.OrderBy(i => i.Published ?? DateTimeOffset.UnixEpoch).ThenBy(i => i.Id, StringComparer.Ordinal)];
        Pieces = [.. Items.Select(Piece)];
    }

    public IReadOnlyList<StreamItem> Items { get; }

    /// <summary>One per item, in the same order; ids count from 0.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    public static NewsStream Read(string path) => new(JsonLines.Read<StreamItem>(path));

    private Piece Piece(StreamItem item, int index) => PieceOf.Item(
        index, Source(item.Publisher), item.Lang, item.Published ?? DateTimeOffset.UnixEpoch, item.Title, item.Summary, item.Publisher);

    private long Source(string publisher)
    {
        if (!_sources.TryGetValue(publisher, out var id))
        {
            _sources.Add(publisher, id = _sources.Count + 1);
        }

        return id;
    }
}
