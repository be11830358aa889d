using System.Text.Json;

using Digest.Gather.Parse;
using Digest.Store;

namespace Digest.Gather;

/// <summary>What a feed's document asks of its readers; kept with the feed, since a 304 does not say it again.</summary>
public sealed record Manners
{
    public static readonly Manners None = new();

    /// <summary>RSS ttl, in minutes.</summary>
    public double? Ttl { get; init; }
    /// <summary>Hours of the day, UTC, in which it asks to be left alone.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    public static Manners Of(ParsedFeed parsed) => new() { Ttl = parsed.Ttl?.TotalMinutes, SkipHours = parsed.SkipHours, SkipDays = parsed.SkipDays };

    public static Manners Read(string? json) => json is null ? None : JsonSerializer.Deserialize<Manners>(json, Mapping.Json) ?? None;

    /// <returns>JSON, or null when it asks nothing.</returns>
    public string? Write() => Ttl is null && SkipHours.Count + SkipDays.Count == 0 ? null : JsonSerializer.Serialize(this, Mapping.Json);
}
