using System.Buffers;
using System.Text.RegularExpressions;

using Digest.Gather.Parse;

namespace Digest.Gather.Clean;

/// <summary>What publishing systems add to an article's text, taken off: "continue reading", "The post … appeared first on …", credits of feeds.</summary>
internal static partial class Boilerplate
{
    // Longer ones are text, even if they begin like furniture.
    private const int LongestWhole = 120;

    /// <summary>The paragraphs that are the article's, one after the other: a caller that has enough stops, and the rest is never looked at.</summary>
    public static IEnumerable<string> Strip(string text, string title)
    {
        var isFirst = true;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var line = end < 0 ? text[at..] : text[at..end];
            at = end < 0 ? text.Length : end + 1;
            var paragraph = Tail(line.Trim());
            if (paragraph.Length > 0 && !IsWhole(paragraph) && !IsDate(paragraph) && !(isFirst && Repeats(paragraph, title)))
            {
                isFirst = false;
                yield return paragraph;
            }
        }
    }

    private static string Tail(string paragraph)
    {
        paragraph = Promotion.Strip(paragraph);
        if (paragraph.AsSpan().ContainsAny(Signs) || Words.AnyIn(paragraph))
        {
            paragraph = Posted().Replace(paragraph, "").TrimEnd();
            paragraph = More().Replace(paragraph, "").TrimEnd();
            paragraph = Privacy().Replace(paragraph, "").TrimEnd();
            paragraph = Cut().Replace(paragraph, "…").TrimEnd();
            // "… drops out.…": the sentence was whole.
            paragraph = paragraph.Length > 2 && paragraph[^1] == '…' && paragraph[^2] is '.' or '!' or '?' or '"' or '”' ? paragraph[..^1] : paragraph;
        }

        return paragraph;
    }

    // Parts of the words that tails are made of, in plain letters.
    private static readonly Marks Words = new(
        "first on", "first p", "first a", "originally", "zuerst auf", "premier sur", "primero en", "proviene da", "primeiro em", "eerst op", "z serwisu", "reading", "Read", "READ", "Click here", "Full story",
        "eiterlesen", "hr lesen", "suite", "Leer m", "leyendo", "ggi tutto", "leggere", "Lees ", "Czytaj", "Leia mais", "s mer", "privacy", "information", "...");

    private static readonly SearchValues<char> Signs = SearchValues.Create("…»→[(");

    private static bool IsWhole(string paragraph) => paragraph.Length < LongestWhole && Whole().IsMatch(paragraph);

    private static bool IsDate(string paragraph) => paragraph.Length is > 5 and < 40 && (char.IsAsciiDigit(paragraph[^1]) || paragraph[^1] is 'M' or 'm') && FeedDate.Parse(paragraph) is not null;

    private static bool Repeats(string paragraph, string title) =>
        title.Length > 0 && paragraph.Length <= title.Length + 2 && paragraph.AsSpan().TrimEnd(".!…").Equals(title.AsSpan().TrimEnd(".!…"), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\s*(The post|The article|This article|This post|This story|The story|Der Beitrag|L['’]article|La entrada|L['’]articolo|O post|Het bericht|Artykuł|Post)\s.{0,300}?\s(appeared first on|was (?:first|originally) (?:published|posted) (?:on|in|at|by)|(?:first|originally) appeared (?:on|in)|erschien zuerst auf|est apparu en premier sur|se publicó primero en|proviene da|apareceu primeiro em|verscheen eerst op|pochodzi z serwisu)\s.*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Posted();

    [GeneratedRegex(@"(?:\s*(?:\[|\(|…|\.{3}|\||–|-))*\s*\b(Continue reading|Keep reading|Read more|Read full (?:story|article)|Read the (?:full|rest|whole|entire)\b.{0,60}|Click here (?:to|for)\b.{0,60}|Full story|Read on|Weiterlesen|Mehr lesen|Lire la suite|Leer m[aá]s|Seguir leyendo|Leggi tutto|Continua a leggere|Lees (?:meer|verder)|Czytaj (?:wi[eę]cej|dalej)|Leia mais|Läs mer|Les mer|Læs mere)\b.{0,120}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex More();

    [GeneratedRegex(@"\s*(Learn more about your ad choices\. )?(See|Visit|Hosted on Acast\. See) \S+ for (more|privacy) information\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Privacy();

    [GeneratedRegex(@"\s*(\[\s*(…|\.{2,4})\s*\]|\(\s*(…|\.{3})\s*\)|\.{3,}|…)\s*[»→>]*\s*(\[\s*\])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Cut();

    [GeneratedRegex(@"^(\W*(advertisement|sponsored|share this:?|share|like this:?|related:?|related (?:stories|articles|posts).*|see also:?.*|comments?|\d+ comments?|photo:?.{0,80}|image:?.{0,60}(getty|reuters|ap|afp).{0,40}|filed under.*|tags?:.*|posted (?:in|by|on)\b.*|submitted by\b.*|view (?:entire|full|original).*|source:\s*\S{0,60}|sign up (?:for|to)\b.*|subscribe (?:to|now|here)\b.*|follow us\b.*|download our app.*|listen to this (?:article|story).*|watch:?|video:?|\[link\].*|permalink.*|email this.*|more\W*)\W*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
