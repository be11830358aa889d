namespace Digest.Gather.Parse.Markup;

/// <summary>
/// One element. It keeps places in the document, not copies: texts and attributes are read when someone asks, so what no
/// adapter wants costs nothing.
/// </summary>
internal sealed class Node
{
    /// <summary>Name without prefix, lower case: publishers write pubdate, pubDate and PubDate.</summary>
    public required string Name { get; init; }
    public required Vocabulary Vocabulary { get; init; }
    /// <summary>Where its tag begins and ends: the '&lt;' and the place after the '&gt;'.</summary>
    public required int TagStart { get; init; }
    public required int TagEnd { get; init; }
    /// <summary>Length of the name as written, prefix included.</summary>
    public required int NameLength { get; init; }
    /// <summary>Where its content ends: the '&lt;' of its end tag, or of whatever closed it.</summary>
    public int ContentEnd { get; set; }
    public Node? Parent { get; init; }
    public Node? First { get; private set; }
    public Node? Next { get; private set; }
    private Node? last;

    public void Append(Node child)
    {
        if (last is null)
        {
            First = child;
        }
        else
        {
            last.Next = child;
        }

        last = child;
    }

    public Children Children => new(this);

    public Node? Child(Vocabulary vocabulary, string name)
    {
        for (var child = First; child is not null; child = child.Next)
        {
            if (child.Vocabulary == vocabulary && child.Name == name)
            {
                return child;
            }
        }

        return null;
    }
}

/// <summary>Walks an element's child elements without allocating.</summary>
internal readonly struct Children(Node parent)
{
    public Enumerator GetEnumerator() => new(parent);

    public struct Enumerator(Node parent)
    {
        private readonly Node parent = parent;
        public Node Current { get; private set; } = null!;

        public bool MoveNext() => (Current = (Current is null ? parent.First : Current.Next)!) is not null;
    }
}
