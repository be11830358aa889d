using System.Globalization;

namespace Digest.Deliver.Smtp;

/// <summary>What a server offers in answer to EHLO (RFC 5321, 4.1.1.1); nothing after HELO.</summary>
internal sealed record Offers
{
    public static readonly Offers None = new();

    public bool Pipelining { get; init; }

    public bool EightBit { get; init; }

    public bool Utf8 { get; init; }

    public bool StartTls { get; init; }

    /// <summary>SIZE was offered, and with it how many octets at most; 0: no limit.</summary>
    public bool Size { get; init; }

    public long MaxSize { get; init; }

    public IReadOnlyList<string> Auth { get; init; } = [];

    /// <param name="lines">The lines of the reply, the server's name first.</param>
    public static Offers Parse(IEnumerable<string> lines)
    {
        var offers = None;
        foreach (var words in lines.Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0))
        {
            offers = words[0].ToUpperInvariant() switch
            {
                "PIPELINING" => offers with { Pipelining = true },
                "8BITMIME" => offers with { EightBit = true },
                "SMTPUTF8" => offers with { Utf8 = true },
                "STARTTLS" => offers with { StartTls = true },
                "SIZE" => offers with { Size = true, MaxSize = words.Length > 1 && long.TryParse(words[1], CultureInfo.InvariantCulture, out var n) ? n : 0 },
                "AUTH" => offers with { Auth = [.. words.Skip(1).Select(w => w.ToUpperInvariant())] },
                _ => offers,
            };
        }

        return offers;
    }
}
