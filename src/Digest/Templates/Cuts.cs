using System.Globalization;

namespace Digest.Templates;

/// <summary>Remembers what stood where while a template is cut up, and finds the places again in what was written.</summary>
internal sealed class Cuts
{
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    private readonly List<Piece> _places = [];

    /// <returns>What to write in its place.</returns>
    public string Mark(Piece piece)
    {
        _places.Add(piece);
        return string.Create(CultureInfo.InvariantCulture, $"{Open}{_places.Count - 1}{Close}");
    }

    /// <summary>The pieces in the order in which they were written, which layouts and captures may have changed.</summary>
    public IReadOnlyList<Piece> Split(string written)
    {
        var pieces = new List<Piece>();
        for (var at = 0; at < written.Length;)
        {
            var open = written.IndexOf(Open, at);
            if (open < 0)
            {
                pieces.Add(new TextPiece(written[at..]));
                break;
            }

            if (open > at)
            {
                pieces.Add(new TextPiece(written[at..open]));
            }

            var close = written.IndexOf(Close, open);
            pieces.Add(_places[int.Parse(written.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture)]);
            at = close + 1;
        }

        return pieces;
    }
}
