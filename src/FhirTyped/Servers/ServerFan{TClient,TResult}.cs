using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace FhirTyped;

/// <summary>Asks several servers at once, and gives what comes in the order in which it comes.</summary>
internal sealed class ServerFan<TClient, TResult>(
    IReadOnlyList<NamedServer<TClient>> servers, FhirServersOptions options, Func<TClient, CancellationToken, IAsyncEnumerable<TResult>> ask)
    where TClient : class, IFhirPlatformClient
{
    private readonly Lock _progress = new();
    private int _done;

    /// <summary>Asks them. Whoever leaves the enumeration ends what is under way, and waits for its end.</summary>
    public async IAsyncEnumerable<FhirServerResult<TResult>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Bounded, so that a reader who is slow keeps the servers waiting, and not their pages in memory.
        var results = Channel.CreateBounded<FhirServerResult<TResult>>(options.MaximumParallelism);
        var asking = AskAsync(results.Writer, end.Token);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // All have ended; where that was by cancellation, it is told.
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task AskAsync(ChannelWriter<FhirServerResult<TResult>> results, CancellationToken cancellationToken)
    {
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaximumParallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(servers, parallel, (server, cancellationToken) => AskAsync(server, results, cancellationToken)).ConfigureAwait(false);
            results.Complete();
        }
        catch (Exception error)
        {
            results.Complete(error);
        }
    }

    private async ValueTask AskAsync(NamedServer<TClient> server, ChannelWriter<FhirServerResult<TResult>> results, CancellationToken cancellationToken)
    {
        TClient? client = null;
        Exception? failure = null;
        try
        {
            client = server.Connect();
            await foreach (var result in ask(client, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (options.SetMetaSource)
                {
                    MetaSource.SetOn(result, client.BaseUrl);
                }

                await results.WriteAsync(new(server.Name, client, result, null), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            failure = error;
        }

        if (failure is not null)
        {
            await results.WriteAsync(new(server.Name, client, default, failure), cancellationToken).ConfigureAwait(false);
        }

        lock (_progress)
        {
            options.Progress?.Report(new(++_done, servers.Count));
        }
    }
}
