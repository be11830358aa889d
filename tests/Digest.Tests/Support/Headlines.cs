using Digest.Model;

namespace Digest.Tests.Support;

/// <summary>Articles of which only the headline and the title that printed it matter.</summary>
internal static class Headlines
{
    public static Article An(long source, string headline) => new()
    {
        SourceId = source,
        FeedId = source,
        Identity = headline,
        Url = "https://press.example/1",
        Title = headline,
        PublishedAt = DateTimeOffset.UnixEpoch,
        FirstSeenAt = DateTimeOffset.UnixEpoch,
    };
}
