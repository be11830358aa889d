using System.Net;

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Digest.Sample;

/// <summary>The development mailbox's SMTP server on 127.0.0.1: it takes every mail and sends none on.</summary>
public sealed class MailboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MailboxServer(WebApplication app, int port)
    {
        _app = app;
        Port = port;
    }

    public int Port { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<MailboxServer> StartAsync(int port, MailboxFolder folder, TimeProvider clock, CancellationToken ct = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "digest" });
        builder.Services.AddSingleton(folder).AddSingleton(clock);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.Limits.MaxConcurrentConnections = 200;
            k.Listen(IPAddress.Loopback, port, listen => listen.UseConnectionHandler<Handler>());
        });
        var app = builder.Build();
        await app.StartAsync(ct).ConfigureAwait(false);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new MailboxServer(app, new Uri(address).Port);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Handler(MailboxFolder folder, TimeProvider clock) : ConnectionHandler
    {
        // RFC 5321, 4.5.3.2.7: a server waits at least five minutes for the next command; one message may take as long.
        private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

        public override async Task OnConnectedAsync(ConnectionContext connection)
        {
            using var limit = new CancellationTokenSource(Idle, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, connection.ConnectionClosed);
            try
            {
                await new SmtpSession(connection.Transport, folder.AddAsync, () => limit.CancelAfter(Idle)).RunAsync(either.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
            {
                // The client is gone, or its time is: there is nobody left to answer.
                connection.Abort();
            }
        }
    }
}
