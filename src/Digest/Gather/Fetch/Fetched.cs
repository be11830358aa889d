using System.Net;

namespace Digest.Gather.Fetch;

/// <summary>What is asked for: an address and, where it was read before, what its server said of that version.</summary>
/// <param name="Allows">Asked of every address on the way, redirects' targets too, before it is requested; null allows all.</param>
public sealed record FetchRequest(Uri Address, string? ETag = null, string? LastModified = null, string Accept = FetchRequest.Feeds, Func<Uri, CancellationToken, Task<bool>>? Allows = null)
{
    public const string Feeds = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1";
    public const string Pages = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
}

/// <summary>One answer on the way: where, what it said, and how long its head took.</summary>
public sealed record Hop(Uri Address, HttpStatusCode Status, TimeSpan Took);

/// <summary>What came back, or why nothing did. Dispose it: the body is rented.</summary>
public sealed class Fetched : IDisposable
{
    private byte[]? _rented;

    public required FetchOutcome Outcome { get; init; }

    /// <summary>Every answer, the last one last; empty when no server answered.</summary>
    public IReadOnlyList<Hop> Hops { get; init; } = [];

    /// <summary>The last answer's status, or null when no server answered.</summary>
    public HttpStatusCode? Status => Hops.Count == 0 ? null : Hops[^1].Status;

    /// <summary>Where the body came from, after redirects.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where the feed has gone for good: the end of an unbroken run of 301 and 308 from the start; else null.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>Why it failed, in words an operator can act on; null unless it failed.</summary>
    public string? Error { get; init; }

    public string? ContentType { get; init; }
    public string? ContentEncoding { get; init; }
    public string? ETag { get; init; }
    public string? LastModified { get; init; }

    /// <summary>How long the server wants to be left alone (Retry-After).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long the server says this answer keeps (Cache-Control max-age, else Expires).</summary>
    public TimeSpan? KeepsFor { get; init; }

    /// <summary>The WebSub hub that a Link header names, and the address it knows the feed by.</summary>
    public string? Hub { get; init; }
    public string? Self { get; init; }

    public ReadOnlyMemory<byte> Body { get; private init; }

    public static Fetched Read(Fetched head, byte[] rented, int length) => new()
    {
        Outcome = FetchOutcome.Read,
        Hops = head.Hops,
        Address = head.Address,
        MovedTo = head.MovedTo,
        ContentType = head.ContentType,
        ContentEncoding = head.ContentEncoding,
        ETag = head.ETag,
        LastModified = head.LastModified,
        RetryAfter = head.RetryAfter,
        KeepsFor = head.KeepsFor,
        Hub = head.Hub,
        Self = head.Self,
        Body = rented.AsMemory(0, length),
        _rented = rented,
    };

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            BodyReader.Return(rented);
        }
    }
}

/// <summary>Read: there is a body. Unchanged: 304. Gone: 410. Failed: anything else, and the words say what.</summary>
public enum FetchOutcome { Read, Unchanged, Gone, Failed }
