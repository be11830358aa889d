using System.Globalization;

namespace Digest.Templates;

/// <summary>Which plural form a whole number takes (Unicode CLDR, cardinal rules), for the languages news titles write in.</summary>
public static class Plural
{
    /// <param name="language">Two letters.</param>
    /// <param name="count">A number; anything else, and any fraction, is "other".</param>
    public static string Form(string language, object? count)
    {
        if (count is not (int or long or short or byte or double or decimal))
        {
            return "other";
        }

        var value = Math.Abs(Convert.ToDouble(count, CultureInfo.InvariantCulture));
        return value % 1 != 0 || value > long.MaxValue ? "other" : Form(language, (long)value);
    }

    private static string Form(string language, long n) => language switch
    {
        "ja" or "zh" or "ko" or "vi" or "th" or "id" => "other",
        "fr" or "pt" => n <= 1 ? "one" : "other",
        "ru" or "uk" or "be" => Slavic(n, oneOnlyAlone: false),
        "pl" => Slavic(n, oneOnlyAlone: true),
        "cs" or "sk" => n == 1 ? "one" : n is >= 2 and <= 4 ? "few" : "other",
        "ar" => n switch { 0 => "zero", 1 => "one", 2 => "two", _ => (n % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" } },
        "he" => n == 1 ? "one" : n == 2 ? "two" : "other",
        _ => n == 1 ? "one" : "other",
    };

    private static string Slavic(long n, bool oneOnlyAlone)
    {
        if (oneOnlyAlone ? n == 1 : n % 10 == 1 && n % 100 != 11)
        {
            return "one";
        }

        return n % 10 is >= 2 and <= 4 && n % 100 is (< 12 or > 14) ? "few" : "many";
    }
}
