using System.Text;
using System.Text.RegularExpressions;

using MimeKit.Text;

namespace Digest.Deliver.Bounces;

/// <summary>Text of notices, made comparable.</summary>
public static partial class PlainText
{
    /// <summary>What a person would read of HTML, a line per block.</summary>
    public static string FromHtml(string html)
    {
        var text = new StringBuilder();
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        var hidden = false;
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Head or HtmlTagId.Title } tag:
                    hidden = !tag.IsEndTag && !tag.IsEmptyElement;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Body }:
                    hidden = false;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.TD or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 }:
                    text.Append('\n');
                    break;
                case HtmlDataToken data when !hidden && token.Kind == HtmlTokenKind.Data:
                    text.Append(data.Data);
                    break;
                default:
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// Words to compare with known ones: lower case, single spaces, straight quotes, without addresses and URLs, since mailboxes are
    /// called things like "user-unknown@" and help pages "/NoSuchUser".
    /// </summary>
    public static string Comparable(string text)
    {
        var bare = Via().Replace(Url().Replace(Addresses.Pattern().Replace(text, " "), " "), " ");
        return Blank().Replace(Quote().Replace(bare, "'"), " ").Trim().ToLowerInvariant();
    }

    /// <summary>On one line, cut to a length that a page and a log line can show.</summary>
    public static string Cut(string text, int most = 400)
    {
        var line = Blank().Replace(text, " ").Trim();
        return line.Length <= most ? line : line[..most] + "…";
    }

    [GeneratedRegex(@"\bhttps?://[^\s<>""]{1,500}", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    // Sendmail's "relay=[192.0.2.1]" tells whence, not why.
    [GeneratedRegex(@"\brelay=\S{1,300}", RegexOptions.IgnoreCase)]
    private static partial Regex Via();

    [GeneratedRegex("[\u2018\u2019\u02bc`\u00b4]")]
    private static partial Regex Quote();

    // Angle brackets and quotes around nothing are what a removed address leaves behind.
    [GeneratedRegex(@"(?:[\s\u00a0]|<>|<\s{1,3}>|""\s{0,3}"")+")]
    private static partial Regex Blank();
}
