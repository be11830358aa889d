using Digest.Model;
using Digest.Stories.Clusters;
using Digest.Stories.Text;
using Digest.Stories.Topics;

namespace Digest.Stories;

/// <summary>
/// Gives articles their stories and topics. Reading and classifying need nothing of each other: all cores do that for a batch while the one
/// before it is clustered, which goes article by article. The same articles in the same order give the same stories, whatever the cores.
/// </summary>
public sealed class PlaceArticle(Clustering stories, AssignTopics topics)
{
    public Clustering Stories => stories;

    /// <param name="batches">Articles in the order they were published.</param>
    /// <returns>A batch of placements for each, made when it is asked for; while the caller uses one, the next is being read.</returns>
    public IEnumerable<IReadOnlyList<Placement>> Of(IEnumerable<IReadOnlyList<ToPlace>> batches)
    {
        Task<ReadArticle[]>? ahead = null;
        foreach (var batch in batches)
        {
            var next = Task.Run(() => Read(batch));
            if (ahead is not null)
            {
                yield return Place(ahead);
            }

            ahead = next;
        }

        if (ahead is not null)
        {
            yield return Place(ahead);
        }
    }

    private ReadArticle[] Read(IReadOnlyList<ToPlace> batch)
    {
        var read = new ReadArticle[batch.Count];
        Parallel.For(0, batch.Count, () => new Reader(stories, topics), (i, _, reader) =>
        {
            read[i] = reader.Read(batch[i]);
            return reader;
        }, _ => { });
        return read;
    }

    private List<Placement> Place(Task<ReadArticle[]> read) =>
        [.. read.GetAwaiter().GetResult().Select(r => new Placement(r.Article, stories.Add(r.Piece, r.Words), r.Topics))];

    private sealed record ReadArticle(Article Article, Piece Piece, CountedWords Words, IReadOnlyList<TopicAssignment> Topics);

    /// <summary>Reads one article after the other, on one thread.</summary>
    private sealed class Reader(Clustering stories, AssignTopics topics)
    {
        private readonly ReadText _text = new();
        private readonly CountWords _words = stories.Reader();

        public ReadArticle Read(ToPlace waiting)
        {
            var piece = PieceOf.Article(waiting.Article, waiting.SourceName);
            var text = _text.Read(waiting.Article.Title, waiting.Article.Teaser, piece.Language);
            return new ReadArticle(waiting.Article, piece, _words.Of(piece, text), topics.Of(waiting.Article, waiting.FeedSection, text));
        }
    }
}

/// <summary>An article that waits for its story.</summary>
/// <param name="Article">With its language, where that is known.</param>
/// <param name="SourceName">The name of its title, which its headline may end in.</param>
/// <param name="FeedSection">The section its feed is kept under, or null.</param>
public sealed record ToPlace(Article Article, string SourceName, string? FeedSection);
