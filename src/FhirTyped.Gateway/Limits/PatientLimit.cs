using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>How many different patients a caller may ask about in an hour, over all nodes: who looks up one after the other takes a whole hospital's records in permitted requests.</summary>
internal sealed class PatientLimit : IDisposable
{
    private const int MostKnown = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly ICounterStore _counters;
    private readonly TimeProvider _time;
    private readonly int _limit;

    // Whom a caller has asked about in this hour already, so that the store is asked once for each.
    private readonly MemoryCache _known;

    public PatientLimit(ICounterStore counters, IOptions<FhirGatewayOptions> options, TimeProvider time)
    {
        (_counters, _time, _limit) = (counters, time, options.Value.Limits.PatientsPerHour);
        _known = new MemoryCache(new MemoryCacheOptions { SizeLimit = MostKnown });
    }

    /// <summary>Counts a patient.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="patient">The patient, as a reference.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether the caller may go on.</returns>
    /// <exception cref="StoreUnavailableException">It cannot be counted.</exception>
    public async ValueTask<bool> CountAsync(GatewayCaller caller, GatewayPlatform platform, string patient, CancellationToken cancellationToken)
    {
        var window = _time.GetUtcNow().UtcTicks / Window.Ticks;
        var who = caller.Subject + "\0" + caller.ClientId;
        var key = (who, platform.Id, patient, window);
        if (_known.TryGetValue(key, out _))
        {
            return true;
        }

        var count = await _counters.AddDistinctAsync("patients:" + Hash(who), Hash(platform.Id + "\0" + patient), Window, cancellationToken).ConfigureAwait(false);
        if (count > _limit)
        {
            return false;
        }

        _known.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Window });
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _known.Dispose();

    // Stores of counters hold nothing of a person.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
