namespace Digest.Gather.Parse;

/// <summary>Bytes to a feed: decodes, tells the format, and hands over to the adapter of that format. Pure; never throws on any input.</summary>
public static class FeedParser
{
    /// <param name="body">The document, as received (after Content-Encoding).</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="baseUri">Where it was read from, after redirects; relative addresses are resolved against it.</param>
    public static ParsedFeed Parse(ReadOnlyMemory<byte> body, string? contentType, Uri baseUri, ParseLimits limits)
    {
        _ = (body, contentType, baseUri, limits);
        return new() { Failure = "not read yet" };
    }
}
