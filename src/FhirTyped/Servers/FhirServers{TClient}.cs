using System.Runtime.CompilerServices;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// Several servers that are asked the same at once: those of a <see cref="FhirPlatformGroup{TGroup}"/>, some of the registered ones by their names, or clients of tenants. What goes wrong
/// with one is beside what the others gave, and takes nothing from them.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <typeparam name="TClient">The clients' type: <see cref="IFhirPlatformClient"/>, a platform class, or a class with <see cref="FhirPlatformGroupAttribute"/>.</typeparam>
public sealed class FhirServers<TClient>
    where TClient : class, IFhirPlatformClient
{
    private readonly IReadOnlyList<NamedServer<TClient>> _servers;

    /// <summary>Takes up clients under names.</summary>
    /// <param name="clients">The clients by the names of their servers.</param>
    /// <exception cref="ArgumentException">A name is empty, or two servers have the same.</exception>
    public FhirServers(IEnumerable<KeyValuePair<string, TClient>> clients)
        : this(Named(clients ?? throw new ArgumentNullException(nameof(clients))))
    {
    }

    /// <summary>Takes up servers whose clients are made when they are asked, so that wrong options are the failure of one of them.</summary>
    internal FhirServers(IReadOnlyList<NamedServer<TClient>> servers)
    {
        _servers = servers;
        Names = [.. servers.Select(static server => server.Name)];
        foreach (var name in Names)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(servers));
        }

        if (Names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { Key: var twice })
        {
            throw new ArgumentException($"Two servers are called '{twice}': each needs a name of its own.", nameof(servers));
        }
    }

    /// <summary>The servers' names, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Asks every server the same, and waits for all.</summary>
    /// <typeparam name="TResult">What each gives.</typeparam>
    /// <param name="ask">Asks one server. What it throws is that server's <see cref="FhirServerResult{TResult}.Error"/>.</param>
    /// <param name="options">How many are asked at one time; null for the defaults.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    /// <returns>A result for each server, in the order of <see cref="Names"/>.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or <see cref="FhirServersOptions.SetMetaSource"/> is set and <typeparamref name="TResult"/> holds no resources.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IReadOnlyList<FhirServerResult<TResult>>> AskAllAsync<TResult>(
        Func<TClient, CancellationToken, Task<TResult>> ask, FhirServersOptions? options = null, CancellationToken cancellationToken = default)
    {
        var byName = new Dictionary<string, FhirServerResult<TResult>>(StringComparer.Ordinal);
        await foreach (var result in AskEachAsync(ask, options, cancellationToken).ConfigureAwait(false))
        {
            byName.Add(result.Server, result);
        }

        return [.. Names.Select(name => byName[name])];
    }

    /// <summary>Asks every server the same, and gives each result when it is there: those of quick servers first.</summary>
    /// <typeparam name="TResult">What each gives.</typeparam>
    /// <param name="ask">Asks one server. What it throws is that server's <see cref="FhirServerResult{TResult}.Error"/>.</param>
    /// <param name="options">How many are asked at one time; null for the defaults.</param>
    /// <param name="cancellationToken">Ends all of them. So does leaving the enumeration.</param>
    /// <returns>One result for each server; nobody is asked before the first is asked for.</returns>
    public IAsyncEnumerable<FhirServerResult<TResult>> AskEachAsync<TResult>(
        Func<TClient, CancellationToken, Task<TResult>> ask, FhirServersOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return new ServerFan<TClient, TResult>(_servers, Checked<TResult>(options), One).RunAsync(cancellationToken);

        async IAsyncEnumerable<TResult> One(TClient client, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return await ask(client, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Searches every server, and waits for all matches of all.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="search">Makes the search of one server: <c>hospital => hospital.Observation.Search(q => …)</c>.</param>
    /// <param name="options">How many are asked at one time; null for the defaults.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    /// <returns>
    /// The matches of each server, in the order of <see cref="Names"/>, <see cref="FhirSearch.MaximumListLength"/> of each at the most. Where a later page fails there is the error
    /// alone: a part would look like the whole.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<IReadOnlyList<FhirServerResult<List<T>>>> SearchAllAsync<T>(
        Func<TClient, FhirSearch<T>> search, FhirServersOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(search);
        return AskAllAsync((client, cancellationToken) => search(client).ToListAsync(cancellationToken), options, cancellationToken);
    }

    /// <summary>Searches every server, and gives each page when it is there, whichever server it is from.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="search">Makes the search of one server.</param>
    /// <param name="options">How many are asked at one time; null for the defaults.</param>
    /// <param name="cancellationToken">Ends all of them. So does leaving the enumeration.</param>
    /// <returns>
    /// The pages, those of one server in their order. A server that fails gives a result with its error as its last: pages that came before were true, and more are missing.
    /// </returns>
    public IAsyncEnumerable<FhirServerResult<FhirSearchPage<T>>> SearchEachAsync<T>(
        Func<TClient, FhirSearch<T>> search, FhirServersOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(search);
        return new ServerFan<TClient, FhirSearchPage<T>>(
            _servers, Checked<FhirSearchPage<T>>(options), (client, cancellationToken) => search(client).Pages(cancellationToken)).RunAsync(cancellationToken);
    }

    private static FhirServersOptions Checked<TResult>(FhirServersOptions? options)
    {
        options ??= new();
        options.ThrowIfWrong(nameof(options));
        if (options.SetMetaSource)
        {
            MetaSource.ThrowIfNone<TResult>(nameof(options));
        }

        return options;
    }

    private static NamedServer<TClient>[] Named(IEnumerable<KeyValuePair<string, TClient>> clients) => [.. clients.Select(static one =>
    {
        ArgumentNullException.ThrowIfNull(one.Value, nameof(clients));
        return new NamedServer<TClient>(one.Key, () => one.Value);
    })];
}
