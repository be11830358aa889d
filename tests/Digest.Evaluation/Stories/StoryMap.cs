using Digest.Stories.Clusters;

namespace Digest.Evaluation.Stories;

/// <summary>Which story each piece is in now, kept up to date through merges and partings.</summary>
internal sealed class StoryMap(Clustering clustering)
{
    private readonly Dictionary<long, long> _storyOf = [];
    private readonly Dictionary<long, List<long>> _pieces = [];

    public long this[long piece] => _storyOf[piece];

    public Joined Add(Piece piece)
    {
        var joined = clustering.Add(piece);
        Put(piece.Id, joined.StoryId);
        Follow();
        return joined;
    }

    /// <summary>Applies what became of stories since the last time.</summary>
    public void Follow()
    {
        foreach (var change in clustering.TakeChanges())
        {
            switch (change)
            {
                case Change.Merged merged when _pieces.Remove(merged.From, out var moved):
                    moved.ForEach(p => Put(p, merged.Into));
                    break;
                case Change.Parted parted:
                    var leaving = parted.Pieces.ToHashSet();
                    _pieces[parted.From].RemoveAll(leaving.Contains);
                    parted.Pieces.ToList().ForEach(p => Put(p, parted.Into));
                    break;
            }
        }
    }

    private void Put(long piece, long story)
    {
        _storyOf[piece] = story;
        if (!_pieces.TryGetValue(story, out var pieces))
        {
            _pieces.Add(story, pieces = []);
        }

        pieces.Add(piece);
    }
}
