using System.Buffers;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Resources that belong together, each behind those to which it refers. It is a list of them: <c>sandbox.LoadAsync(dataset)</c> takes it as it is.</summary>
public sealed class Dataset : IReadOnlyList<Resource>
{
    private readonly List<Resource> _resources;

    /// <summary>Takes resources together.</summary>
    /// <param name="resources">The resources, each behind those to which it refers; they are not copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resources"/> or one of them is null.</exception>
    public Dataset(IEnumerable<Resource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        _resources = [.. resources];
        foreach (var resource in _resources)
        {
            ArgumentNullException.ThrowIfNull(resource, nameof(resources));
        }

        Counts = CountByType(_resources);
    }

    /// <summary>How many resources there are.</summary>
    public int Count => _resources.Count;

    /// <summary>How many resources there are of each type, by type in ordinal order.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; }

    /// <summary>How many bytes they have as NDJSON, line ends included. They are written once to count them.</summary>
    public long SizeInBytes
    {
        get
        {
            var output = new ArrayBufferWriter<byte>();
            var size = 0L;
            foreach (var resource in _resources)
            {
                FhirJson.Write(output, resource);
                size += output.WrittenCount + 1;
                output.ResetWrittenCount();
            }

            return size;
        }
    }

    /// <summary>A resource, in the order in which they were made.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Resource this[int index] => _resources[index];

    /// <inheritdoc/>
    public IEnumerator<Resource> GetEnumerator() => _resources.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The resources of a type.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    public IEnumerable<T> Of<T>()
        where T : Resource => _resources.OfType<T>();

    /// <summary>All resources as NDJSON, one a line. For more than fits into a text, see <see cref="DatasetFiles"/>.</summary>
    public string ToNdjson()
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var resource in _resources)
        {
            FhirJson.Write(output, resource);
            output.Write("\n"u8);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>
    /// All resources as one transaction, in which they refer to each other by <c>urn:uuid</c>. With <paramref name="keepIds"/> each is put to the id that it has (PUT), for servers that let clients choose
    /// ids; else each is created (POST), for every server with transactions. <see href="https://hl7.org/fhir/R4/http.html#transaction"/>
    /// </summary>
    /// <param name="keepIds">Whether they keep their ids; false by default.</param>
    /// <returns>A Bundle with copies of the resources.</returns>
    /// <exception cref="InvalidOperationException">A resource has no id, and <paramref name="keepIds"/> is true.</exception>
    public Bundle ToTransaction(bool keepIds = false) => TransactionEntries.BundleOf(_resources, keepIds);

    private static SortedDictionary<string, int> CountByType(List<Resource> resources)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            counts[resource.TypeName] = counts.GetValueOrDefault(resource.TypeName) + 1;
        }

        return counts;
    }
}
