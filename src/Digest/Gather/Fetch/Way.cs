using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Digest.Gather.Fetch;

/// <summary>The way of one fetch through its redirects, and the words for where it ended.</summary>
internal sealed class Way(Uri start)
{
    private const int LongestValidator = 1024;
    private readonly List<Hop> _hops = [];
    private bool _permanent = true;
    private Uri? _movedTo;

    public Uri At { get; private set; } = start;

    public IReadOnlyList<Hop> Hops => _hops;

    public void Add(HttpStatusCode status, TimeSpan took) => _hops.Add(new(At, status, took));

    /// <summary>Turns to where a redirect points.</summary>
    /// <returns>Why it cannot be followed, in words; null when it can.</returns>
    public string? Turn(HttpResponseMessage response, int most)
    {
        var location = response.Headers.TryGetValues("Location", out var values) ? values.First() : "";
        if (location.Length == 0)
        {
            return $"It redirects ({(int)response.StatusCode}) without saying where.";
        }

        if (!Uri.TryCreate(At, location, out var target))
        {
            return $"It redirects to '{Cut(location)}', which is no address.";
        }

        if (_hops.Count > most)
        {
            return $"It redirects more than {most} times, last to {target}.";
        }

        if (_hops.Any(h => h.Address == target) && target == At)
        {
            return $"It redirects to itself ({target}).";
        }

        // Only an unbroken run of permanent redirects from the start moves a feed: a temporary one makes what follows temporary.
        _permanent &= (int)response.StatusCode is 301 or 308;
        _movedTo = _permanent ? target : _movedTo;
        At = target;
        return null;
    }

    public Fetched Head(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var outcome = status switch { 200 or 203 => FetchOutcome.Read, 304 => FetchOutcome.Unchanged, 410 => FetchOutcome.Gone, _ => FetchOutcome.Failed };
        return new()
        {
            Outcome = outcome,
            Hops = _hops,
            Address = At,
            MovedTo = _movedTo,
            Error = outcome is FetchOutcome.Failed or FetchOutcome.Gone ? StatusWords(status) : null,
            ContentType = Raw(response.Content.Headers, "Content-Type"),
            ContentEncoding = Raw(response.Content.Headers, "Content-Encoding"),
            // A validator longer than this is no validator but a trap: it would be sent back with every request.
            ETag = Validator(Raw(response.Headers, "ETag")),
            LastModified = Validator(Raw(response.Content.Headers, "Last-Modified")),
            RetryAfter = RetryAfterOf(Raw(response.Headers, "Retry-After"), now),
            KeepsFor = Freshness.KeepsFor(response, now),
            Hub = LinkHeader.Find(response, At, "hub"),
            Self = LinkHeader.Find(response, At, "self"),
        };
    }

    public Fetched Fail(string words) => new() { Outcome = FetchOutcome.Failed, Hops = _hops, Address = At, Error = words };

    /// <summary>Seconds or a date (RFC 9110, 10.2.3); null for anything else or the past.</summary>
    internal static TimeSpan? RetryAfterOf(string? text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now : null;
    }

    private static string StatusWords(int status) => status switch
    {
        204 or 205 => $"The server has nothing to say ({status}).",
        206 => "The server sent only a part of the document, unasked (206).",
        400 => "The server calls the request wrong (400).",
        401 => "The feed wants a login (401).",
        402 => "The feed wants to be paid for (402).",
        403 => "The server refuses this reader (403).",
        404 => "There is no such feed any more (404).",
        410 => "The feed is gone for good (410).",
        429 => "The server is asked too often (429).",
        451 => "The feed is withheld for legal reasons (451).",
        503 => "The server is out of service for now (503).",
        >= 500 => $"The server has a fault ({status}).",
        >= 400 => $"The server refuses ({status}).",
        _ => $"The server's answer makes no sense here ({status}).",
    };

    private static string? Validator(string? value) => value is { Length: > 0 and <= LongestValidator } ? value : null;

    private static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
