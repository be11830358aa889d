using System.Net.Sockets;
using System.Text;

using Digest.Sample;
using Digest.Store;

using MailKit.Net.Smtp;
using MailKit.Security;

using MimeKit;

using Shouldly;

using Xunit;

namespace Digest.Tests.Sample;

public sealed class MailboxServerTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("digest-mailbox-").FullName;
    private MailboxFolder _folder = null!;
    private MailboxServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = new MailboxFolder(new StoreOptions { Directory = _directory }, TimeProvider.System);
        _server = await MailboxServer.StartAsync(0, _folder, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Keeps_the_bytes_that_MailKit_sends()
    {
        using var message = Message("Grüße\n.\n..two dots\n.leading dot\n" + new string('x', 70_000));
        message.Prepare(EncodingConstraint.EightBit);
        using var sent = new MemoryStream();
        await message.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos, EnsureNewLine = true }, sent);

        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", _server.Port, SecureSocketOptions.None);
        client.Capabilities.ShouldBe(SmtpCapabilities.Pipelining | SmtpCapabilities.Size | SmtpCapabilities.EightBitMime | SmtpCapabilities.EnhancedStatusCodes);
        await client.SendAsync(message);
        await client.DisconnectAsync(quit: true);

        var id = _folder.List().ShouldHaveSingleItem();
        Encoding.UTF8.GetString((await _folder.ReadAsync(id, default))!).ShouldBe(Encoding.UTF8.GetString(sent.ToArray()));
    }

    [Fact]
    public async Task Lists_the_newest_first_and_keeps_many_over_one_connection()
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", _server.Port, SecureSocketOptions.None);
        for (var i = 0; i < 20; i++)
        {
            using var message = Message($"mail {i}");
            await client.SendAsync(message);
        }

        var ids = _folder.List();
        ids.Count.ShouldBe(20);
        Encoding.UTF8.GetString((await _folder.ReadAsync(ids[0], default))!).ShouldContain("mail 19");
        Directory.GetFiles(_folder.Path, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_a_client_that_pipelines_everything_it_may()
    {
        var replies = await TalkAsync(
            "EHLO me\r\nMAIL FROM:<a@x.example> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<b@x.example>\r\nRCPT TO:<c@x.example>\r\nDATA\r\n",
            "Subject: hi\r\n\r\n..dot\r\nline\nbare\r\n.\r\nMAIL FROM:<>\r\nRSET\r\nNOOP\r\nQUIT\r\n");

        replies.Select(r => r[..3]).ShouldBe(["220", "250", "250", "250", "250", "250", "250", "250", "250", "354", "250", "250", "250", "250", "221"]);
        var kept = await _folder.ReadAsync(_folder.List().ShouldHaveSingleItem(), default);
        Encoding.UTF8.GetString(kept!).ShouldBe("Subject: hi\r\n\r\n.dot\r\nline\nbare\r\n");
    }

    [Theory]
    [InlineData("MAIL FROM:<a@x.example>\r\nQUIT\r\n", "503")]
    [InlineData("EHLO me\r\nDATA\r\nQUIT\r\n", "503")]
    [InlineData("EHLO me\r\nMAIL FROM:<a@x.example>\r\nDATA\r\nQUIT\r\n", "554")]
    [InlineData("EHLO me\r\nMAIL a@x.example\r\nQUIT\r\n", "501")]
    [InlineData("EHLO me\r\nMAIL FROM:<a@x.example> SIZE=99999999999999999999\r\nQUIT\r\n", "552")]
    [InlineData("EHLO me\r\nMAIL FROM:<a@x.example> SIZE=10485761\r\nQUIT\r\n", "552")]
    [InlineData("STARTTLS\r\nQUIT\r\n", "502")]
    public async Task Refuses_what_it_must(string commands, string code) => (await TalkAsync(commands))[^2].ShouldStartWith(code);

    [Fact]
    public async Task Drops_a_line_and_a_message_without_end()
    {
        (await TalkAsync(new string('A', 100_000) + "\r\nQUIT\r\n"))[1].ShouldStartWith("500");

        var big = new StringBuilder("Subject: big\r\n\r\n");
        for (var i = 0; i < 11_000; i++)
        {
            big.Append('x', 1000).Append("\r\n");
        }

        var replies = await TalkAsync("HELO me\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n", big + ".\r\nQUIT\r\n");
        replies[^2].ShouldStartWith("552");
        _folder.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../digest")]
    [InlineData("/etc/passwd")]
    [InlineData("20261124120000000-000001/../x")]
    [InlineData("20261124120000000-000001\n")]
    public async Task Reads_no_file_that_is_not_a_mail(string id) => (await _folder.ReadAsync(id, default)).ShouldBeNull();

    private static MimeMessage Message(string text) => new(
        [new MailboxAddress("A", "a@x.example")], [new MailboxAddress("B", "b@x.example")], "Hello", new TextPart("plain") { Text = text });

    // Sends each part as soon as the one before has its answer, and reads to the end of the connection.
    private async Task<List<string>> TalkAsync(params string[] parts)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", _server.Port);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var replies = new List<string> { (await reader.ReadLineAsync())! };
        foreach (var part in parts)
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(part));
            while (part != parts[^1] && replies[^1][..3] != "354")
            {
                replies.Add((await reader.ReadLineAsync())!);
            }
        }

        while (await reader.ReadLineAsync() is { } line)
        {
            replies.Add(line);
        }

        return replies;
    }
}
