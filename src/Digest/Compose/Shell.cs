using Digest.Templates;

namespace Digest.Compose;

/// <summary>
/// A mail's template cut up: what stands before, between and after the blocks of sections and stories. Found from one rendering with
/// two sections of two stories each, so that the template is written once, as one loop, and stays what a person edits.
/// </summary>
internal sealed record Shell
{
    public required IReadOnlyList<Piece> Head { get; init; }
    public required IReadOnlyList<Piece> AfterHeading { get; init; }
    public required IReadOnlyList<Piece> BetweenStories { get; init; }
    public required IReadOnlyList<Piece> BetweenSections { get; init; }
    public required IReadOnlyList<Piece> Tail { get; init; }
    public required string SectionBlock { get; init; }
    public required string StoryBlock { get; init; }

    /// <returns>Null when the template is not such a loop: then it is rendered whole for every reader.</returns>
    public static Shell? Find(IReadOnlyList<Piece> pieces, IReadOnlyList<SectionView> probe)
    {
        var blocks = pieces.OfType<BlockPiece>().ToList();
        object[] expected = [probe[0], .. probe[0].Stories, probe[1], .. probe[1].Stories];
        if (!blocks.Select(b => b.Value).SequenceEqual(expected, ReferenceEqualityComparer.Instance)
            || blocks.Where(b => b.Value is SectionView).Select(b => b.Template).Distinct().Count() != 1
            || blocks.Where(b => b.Value is StoryView).Select(b => b.Template).Distinct().Count() != 1)
        {
            return null;
        }

        var gaps = Gaps(pieces);
        return gaps[1].SequenceEqual(gaps[4]) && gaps[2].SequenceEqual(gaps[5])
            ? new Shell
            {
                Head = gaps[0],
                AfterHeading = gaps[1],
                BetweenStories = gaps[2],
                BetweenSections = gaps[3],
                Tail = gaps[6],
                SectionBlock = blocks[0].Template,
                StoryBlock = blocks[1].Template,
            }
            : null;
    }

    private static List<List<Piece>> Gaps(IReadOnlyList<Piece> pieces)
    {
        List<List<Piece>> gaps = [[]];
        foreach (var piece in pieces)
        {
            if (piece is BlockPiece)
            {
                gaps.Add([]);
            }
            else
            {
                gaps[^1].Add(piece);
            }
        }

        return gaps;
    }
}
