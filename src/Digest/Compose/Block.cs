using System.Text;

namespace Digest.Compose;

/// <summary>A story or heading, rendered once: as the template wrote it, and as it goes on the wire.</summary>
internal sealed class Block
{
    public Block(string text, bool markup)
    {
        Text = text;
        var tidy = markup ? Tidy.Html(text) : text;
        Bytes = QuotedPrintable.Encode(tidy);
        Size = Encoding.UTF8.GetByteCount(tidy);
    }

    public string Text { get; }

    public byte[] Bytes { get; }

    /// <summary>Octets when decoded.</summary>
    public int Size { get; }
}
