using System.ComponentModel.DataAnnotations;
using System.Globalization;

using Digest.Gather.Parse;

namespace Digest.Gather;

/// <summary>How feeds are read: how many at once, how long, how large, how often. Section "Gather".</summary>
public sealed record GatherOptions : IValidatableObject
{
    /// <summary>Feeds read at once, over all hosts.</summary>
    [Range(1, 256)]
    public int Concurrency { get; init; } = 16;

    /// <summary>Requests at once to one host.</summary>
    [Range(1, 16)]
    public int PerHost { get; init; } = 2;

    /// <summary>The pause after a request before the next to the same host. Allowed (own) hosts have none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan HostPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time to resolve a name and connect.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from a request to the last line of its answer's head.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for one feed from first connection to last byte, redirects included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest body in bytes, counted after decompression.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Largest head of an answer, in KiB.</summary>
    [Range(4, 1024)]
    public int MaxHeaderKib { get; init; } = 64;

    /// <summary>Redirects followed for one feed.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; init; } = 8;

    /// <summary>Ports that may be connected to, comma-separated.</summary>
    [Required]
    public string Ports { get; init; } = "80,443,8080,8443";

    /// <summary>Private feeds that the address guard lets through: exact host:port, comma-separated (127.0.0.1:8081, intranet.example:80).</summary>
    public string AllowedHosts { get; init; } = "";

    /// <summary>How this reader names itself; empty makes it from the site's name, version and address.</summary>
    [StringLength(200)]
    public string UserAgent { get; init; } = "";

    /// <summary>The least time between two checks of one feed.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan MinInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most time between two checks of one feed, failing ones included.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How far a feed's ttl or cache headers may put off a check that the feed's own habit would make sooner.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MaxPublisherDelay { get; init; } = TimeSpan.FromHours(3);

    /// <summary>At the first sight of a feed, items older than this are backlog: never today's news.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan BacklogWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Read an article's page once where its feed gives no teaser, picture or byline. Obeys robots.txt.</summary>
    public bool ReadPages { get; init; }

    /// <summary>Most pages read in one run.</summary>
    [Range(1, 10_000)]
    public int PagesPerRun { get; init; } = 200;

    /// <summary>Ask the hubs that feeds announce to tell of changes. Needs a public https Site:BaseUrl.</summary>
    public bool WebSub { get; init; } = true;

    /// <summary>What is read of one document.</summary>
    public ParseLimits Limits { get; init; } = ParseLimits.Default;

    internal IReadOnlySet<int> PortSet() => Ports.Split(',', Separators)
        .Select(p => int.Parse(p, NumberStyles.None, CultureInfo.InvariantCulture)).ToHashSet();

    internal IReadOnlySet<string> AllowedSet() => AllowedHosts.Split(',', Separators).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Ports.Split(',', Separators).Any(p => !ushort.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0))
        {
            yield return new($"'{Ports}' is no list of ports; write it as 80,443.", [nameof(Ports)]);
        }

        foreach (var host in AllowedSet().Where(h => !IsHostAndPort(h)))
        {
            yield return new($"'{host}' is not host:port; write it as 127.0.0.1:8081.", [nameof(AllowedHosts)]);
        }

        if (MinInterval > MaxInterval)
        {
            yield return new($"{MinInterval} is more than MaxInterval ({MaxInterval}).", [nameof(MinInterval)]);
        }
    }

    private const StringSplitOptions Separators = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private static bool IsHostAndPort(string text) =>
        Uri.TryCreate("http://" + text, UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" && !text.EndsWith('/')
        && text.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
