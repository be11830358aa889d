namespace Digest.Model;

/// <summary>Who may read an article: everybody; everybody a few times a month, or once registered; only who pays. Null wherever nobody says it.</summary>
public enum Access { Free, Metered, Locked }

/// <summary>What an operator says of whole feeds and titles: it wins over what an article says of itself, and a feed's over its title's.</summary>
/// <param name="Feeds">By feed id.</param>
/// <param name="Sources">By source id.</param>
public sealed record AccessMarks(IReadOnlyDictionary<long, Access> Feeds, IReadOnlyDictionary<long, Access> Sources)
{
    public Access? Of(Article article) =>
        Feeds.TryGetValue(article.FeedId, out var feed) ? feed
        : Sources.TryGetValue(article.SourceId, out var source) ? source
        : article.Access;
}
