using System.ComponentModel.DataAnnotations;

namespace Digest.Web;

/// <summary>How pages are served. Section "Web".</summary>
public sealed record WebOptions
{
    /// <summary>Where to listen; behind a proxy that speaks TLS, the address the proxy calls. Port 0 takes a free one.</summary>
    [Required, Url]
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Addresses or networks (10.0.0.0/8) of the proxies in front: only their X-Forwarded-For is believed.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Sign-ups a minute from one network (/24 of IPv4, /64 of IPv6).</summary>
    [Range(1, 100_000)]
    public int SignUpsPerMinute { get; init; } = 5;

    /// <summary>Sign-ups an hour from one network.</summary>
    [Range(1, 1_000_000)]
    public int SignUpsPerHour { get; init; } = 20;

    /// <summary>A form sent back sooner than this after it was shown was not filled in by a person.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan FormMinimumAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A form older than this is taken for a recording.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan FormMaximumAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Where pictures may come from besides https: (the sample press, in development).</summary>
    public IReadOnlyList<string> PictureOrigins { get; init; } = [];

    /// <summary>The time zone the sign-up form proposes to a browser that tells no country. IANA name.</summary>
    [Required]
    public string DefaultZone { get; init; } = "Europe/London";

    /// <summary>The most stories the front page shows.</summary>
    [Range(5, 300)]
    public int FrontStories { get; init; } = 60;
}
