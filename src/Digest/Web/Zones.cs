using System.Globalization;

namespace Digest.Web;

/// <summary>A time zone in the select: its IANA name, the city, and its offset now (UTC+01:00).</summary>
public sealed record ZoneChoice(string Name, string City, string Offset);

/// <summary>Zones of one region, by city.</summary>
public sealed record ZoneRegion(string Key, IReadOnlyList<ZoneChoice> Zones);

/// <summary>The time zones people live in: one per place that keeps a clock of its own, not the 600 names of the database.</summary>
public static class Zones
{
    private static readonly (string Key, string[] Names)[] Common =
    [
        ("europe",
        [
            "Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels", "Europe/Bucharest", "Europe/Budapest",
            "Europe/Chisinau", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon",
            "Europe/Ljubljana", "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Europe/Minsk", "Europe/Moscow", "Europe/Oslo",
            "Europe/Paris", "Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Sarajevo", "Europe/Skopje", "Europe/Sofia", "Europe/Stockholm",
            "Europe/Tallinn", "Europe/Tirane", "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich",
            "Atlantic/Azores", "Atlantic/Canary", "Atlantic/Reykjavik",
        ]),
        ("america",
        [
            "America/Anchorage", "America/Argentina/Buenos_Aires", "America/Asuncion", "America/Bogota", "America/Caracas", "America/Chicago",
            "America/Costa_Rica", "America/Denver", "America/Edmonton", "America/Guatemala", "America/Guayaquil", "America/Halifax", "America/Havana",
            "America/Jamaica", "America/La_Paz", "America/Lima", "America/Los_Angeles", "America/Manaus", "America/Mexico_City", "America/Montevideo",
            "America/New_York", "America/Panama", "America/Phoenix", "America/Puerto_Rico", "America/Regina", "America/Santiago",
            "America/Santo_Domingo", "America/Sao_Paulo", "America/St_Johns", "America/Tijuana", "America/Toronto", "America/Vancouver", "America/Winnipeg",
        ]),
        ("asia",
        [
            "Asia/Almaty", "Asia/Amman", "Asia/Baghdad", "Asia/Baku", "Asia/Bangkok", "Asia/Beirut", "Asia/Colombo", "Asia/Damascus", "Asia/Dhaka",
            "Asia/Dubai", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Kabul", "Asia/Karachi", "Asia/Kathmandu",
            "Asia/Kolkata", "Asia/Kuala_Lumpur", "Asia/Kuwait", "Asia/Manila", "Asia/Qatar", "Asia/Riyadh", "Asia/Seoul", "Asia/Shanghai",
            "Asia/Singapore", "Asia/Taipei", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Tehran", "Asia/Tokyo", "Asia/Ulaanbaatar", "Asia/Vladivostok",
            "Asia/Yangon", "Asia/Yekaterinburg", "Asia/Yerevan",
        ]),
        ("africa",
        [
            "Africa/Abidjan", "Africa/Accra", "Africa/Addis_Ababa", "Africa/Algiers", "Africa/Cairo", "Africa/Casablanca", "Africa/Dakar",
            "Africa/Dar_es_Salaam", "Africa/Harare", "Africa/Johannesburg", "Africa/Kampala", "Africa/Khartoum", "Africa/Kinshasa", "Africa/Lagos",
            "Africa/Luanda", "Africa/Nairobi", "Africa/Tripoli", "Africa/Tunis",
        ]),
        ("pacific",
        [
            "Australia/Adelaide", "Australia/Brisbane", "Australia/Darwin", "Australia/Hobart", "Australia/Perth", "Australia/Sydney",
            "Pacific/Auckland", "Pacific/Fiji", "Pacific/Guam", "Pacific/Honolulu", "Pacific/Kiritimati", "Pacific/Noumea", "Pacific/Pago_Pago",
            "Pacific/Port_Moresby", "Pacific/Tahiti", "Pacific/Tongatapu", "Indian/Mauritius",
        ]),
        ("elsewhere", ["UTC"]),
    ];

    // Where most people of a country live.
    private static readonly Dictionary<string, string> Countries = (
        "AR=America/Argentina/Buenos_Aires AT=Europe/Vienna AU=Australia/Sydney BE=Europe/Brussels BR=America/Sao_Paulo " +
        "CA=America/Toronto CH=Europe/Zurich CN=Asia/Shanghai CZ=Europe/Prague DE=Europe/Berlin DK=Europe/Copenhagen " +
        "ES=Europe/Madrid FI=Europe/Helsinki FR=Europe/Paris GB=Europe/London GR=Europe/Athens HU=Europe/Budapest " +
        "IE=Europe/Dublin IL=Asia/Jerusalem IN=Asia/Kolkata IT=Europe/Rome JP=Asia/Tokyo KR=Asia/Seoul MX=America/Mexico_City " +
        "NL=Europe/Amsterdam NO=Europe/Oslo NZ=Pacific/Auckland PL=Europe/Warsaw PT=Europe/Lisbon RO=Europe/Bucharest " +
        "SE=Europe/Stockholm TR=Europe/Istanbul UA=Europe/Kyiv US=America/New_York ZA=Africa/Johannesburg").Split(' ').ToDictionary(pair => pair[..2], pair => pair[3..]);

    /// <summary>The regions in the order of the select; a zone that is chosen already but not common stands under "elsewhere".</summary>
    public static IReadOnlyList<ZoneRegion> Regions(DateTimeOffset now, string? chosen) => [.. Common.Select(r => new ZoneRegion(
        r.Key,
        [.. r.Names.Concat(r.Key == "elsewhere" ? Uncommon(chosen) : []).Select(n => Choice(n, now)).OfType<ZoneChoice>().OrderBy(z => z.City, StringComparer.Ordinal)]))];

    /// <summary>The zone where most people of a country live, or null.</summary>
    public static string? OfCountry(string? country) => country is null ? null : Countries.GetValueOrDefault(country);

    /// <summary>An IANA zone this machine knows, or null.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        name is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    /// <summary>Argentina/Buenos_Aires reads Buenos Aires.</summary>
    public static string City(string name) => name[(name.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static IEnumerable<string> Uncommon(string? chosen) =>
        chosen is not null && Find(chosen) is not null && !Common.Any(r => r.Names.Contains(chosen)) ? [chosen] : [];

    private static ZoneChoice? Choice(string name, DateTimeOffset now)
    {
        if (Find(name) is not { } zone)
        {
            return null;
        }

        var offset = zone.GetUtcOffset(now);
        var text = offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{offset.ToString(offset.Minutes == 0 ? "%h" : "h\\:mm", CultureInfo.InvariantCulture)}";
        return new ZoneChoice(name, City(name), text);
    }
}
