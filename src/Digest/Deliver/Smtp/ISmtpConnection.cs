namespace Digest.Deliver.Smtp;

/// <summary>One connection to a relay. Two implementations: our own pipelined one, and MailKit's.</summary>
internal interface ISmtpConnection : IAsyncDisposable
{
    /// <summary>Connects, secures, says hello, logs in.</summary>
    /// <returns>Null when mails may be sent, else what stood in the way.</returns>
    Task<Answer?> OpenAsync(CancellationToken ct);

    /// <summary>Sends what the desk gives, one mail after the other, and tells it the answer to each.</summary>
    /// <returns>Null when the desk had no more, else the answer that ended the connection.</returns>
    Task<Answer?> SendAsync(Desk desk);

    /// <summary>Says goodbye; whatever the server answers, the connection is over.</summary>
    Task QuitAsync();

    /// <summary>Ends the connection now, whatever it is doing.</summary>
    void Abort();
}
