using System.Text;

namespace Digest.Tests.Support;

/// <summary>Catches what a command prints, though tests run side by side: the standard output goes where the asking test says.</summary>
internal static class Printed
{
    private static readonly AsyncLocal<StringBuilder?> Here = new();

    static Printed() => Console.SetOut(new Router(Console.Out));

    public static async Task<(int Code, string Text)> ByAsync(Func<Task<int>> run)
    {
        var text = new StringBuilder();
        Here.Value = text;
        var code = await run();
        Here.Value = null;
        return (code, text.ToString());
    }

    private sealed class Router(TextWriter usual) : TextWriter
    {
        public override Encoding Encoding => usual.Encoding;

        public override void Write(char value)
        {
            if (Here.Value is { } text)
            {
                text.Append(value);
            }
            else
            {
                usual.Write(value);
            }
        }

        public override void Write(string? value)
        {
            if (Here.Value is { } text)
            {
                text.Append(value);
            }
            else
            {
                usual.Write(value);
            }
        }

        public override void WriteLine(string? value) => Write(value + Environment.NewLine);
    }
}
