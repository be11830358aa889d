using System.Buffers;
using System.Text;

namespace Digest.Gather.Parse;

/// <summary>
/// A guess for bytes that are neither UTF-8 nor what they are said to be: the encoding in which most of the foreign characters are
/// everyday letters of some language. Western letters stand alone among ASCII, other scripts in runs; that alone tells most.
/// </summary>
internal static class EncodingGuess
{
    // Enough text to judge by, short enough that the guess costs nothing.
    private const int Sample = 64 * 1024;

    // The share of foreign characters that must be everyday ones; Chinese has thousands of them, so few are typical.
    private static readonly (string Name, string Everyday, double Least)[] Candidates =
    [
        ("windows-1252", "äöüßéèàçñáíóúâêîôûåæøãõÄÖÜÉÀÅØ’‘“”–—…«»€°´·©®", 0.6),
        ("windows-1250", "ąęłóśżźćńĄĘŁÓŚŻŹĆŃěščřžýáíéúůťďĚŠČŘŽőűöüăâîşţđ„”’–—…", 0.6),
        ("iso-8859-2", "ąęłóśżźćńĄĘŁÓŚŻŹĆŃěščřžýáíéúůťďĚŠČŘŽőűöüăâîşţđ", 0.6),
        ("windows-1254", "ışğçöüİŞĞÇÖÜâî’“”–…", 0.6),
        ("windows-1251", "оеаинтсрвлкмпуяыьіОПВСНИ", 0.65),
        ("koi8-r", "оеаинтсрвлкмпуяыьОПВСНИ", 0.65),
        ("windows-1253", "αοιετσνηυρπκμλςάίόέή", 0.65),
        ("windows-1255", "יוהלאמרתבשנםעדח", 0.65),
        ("windows-1256", "اليمونتربدعسفهكحقجأة", 0.65),
        ("windows-874", "านรอกเงวมยลตสดทปคบพหขชจะแไใโ่้ัิีุู์ำ็ื", 0.65),
        ("shift_jis", "のにはをたがでてとしれさいるなかもっらりきまこうくすんあけそよせめみちやじどおだばアイウエオカキクグコサシスタチットドナニノフブプマミムメモラリルレロンージ、。", 0.4),
        ("euc-jp", "のにはをたがでてとしれさいるなかもっらりきまこうくすんあけそよせめみちやじどおだばアイウエオカキクグコサシスタチットドナニノフブプマミムメモラリルレロンージ、。", 0.4),
        ("euc-kr", "이다는의에을가고하은지를로도한사기자리인대서시어나과정스아전해일수보라부상원장들와제으그주구", 0.35),
        ("gb18030", "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会新市日，。、：“”", 0.2),
        ("big5", "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會新市日，。、：「」", 0.2),
    ];

    // The first ones, which write the Latin script.
    private const int Western = 4;

    private static readonly (Encoding Encoding, SearchValues<char> Everyday, double Least)[] Known =
        [.. Candidates.Select(c => (Encoding.GetEncoding(c.Name), SearchValues.Create(c.Everyday), c.Least))];

    public static Encoding Of(ReadOnlySpan<byte> body)
    {
        body = body[..Math.Min(body.Length, Sample)];
        var (best, most) = (Known[0].Encoding, 0.0);
        foreach (var (encoding, everyday, least) in StandsInRuns(body) ? Known[Western..] : Known)
        {
            // Shares are compared as multiples of what each language asks for.
            var score = Share(encoding.GetString(body), everyday) / least;
            if (score >= 1 && score > most + 0.02)
            {
                (best, most) = (encoding, score);
            }
        }

        return best;
    }

    // In Western text a foreign letter stands among ASCII ones.
    private static bool StandsInRuns(ReadOnlySpan<byte> body)
    {
        var (foreign, pairs) = (0, 0);
        for (var i = 1; i < body.Length; i++)
        {
            foreign += body[i] >> 7;
            pairs += (body[i] & body[i - 1]) >> 7;
        }

        return pairs * 2 > foreign;
    }

    private static double Share(string text, SearchValues<char> everyday)
    {
        var (foreign, usual) = (0, 0);
        foreach (var c in text)
        {
            if (c > 127)
            {
                // What cannot be decoded weighs heavily; but the last bytes may be cut off.
                foreign += c == '\uFFFD' ? 4 : 1;
                usual += everyday.Contains(c) ? 1 : 0;
            }
        }

        return foreign == 0 ? 0 : (double)usual / foreign;
    }
}
