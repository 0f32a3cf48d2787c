using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>Types of the names and shapes of the Firely SDK's (version 5), which the analyzers know by name.</summary>
internal static class FirelyTypes
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Hl7.Fhir.Model;

        namespace Hl7.Fhir.Model
        {
            public abstract class Resource { public string Id { get; set; } = ""; }
            public abstract class DomainResource : Resource { }
            public class Patient : DomainResource { }
            public class Observation : DomainResource { }
            public class Condition : DomainResource { }
            public class Encounter : DomainResource { }
            public class Organization : DomainResource { }
            public class SupplyDelivery : DomainResource { }
            public class Bundle : Resource { }
            public class Parameters : Resource { }
        }

        namespace Hl7.Fhir.Rest
        {
            public enum IncludeModifier { None, Iterate, Recurse }
            public enum SortOrder { Ascending, Descending }
            public enum SummaryType { True, Text, Data, Count, False }
            public class FhirClientSettings { }

            public class SearchParams
            {
                public SearchParams() { }
                public SearchParams(string name, string value) => Add(name, value);
                public IList<Tuple<string, string>> Parameters { get; } = new List<Tuple<string, string>>();
                public IList<(string, IncludeModifier)> Include { get; } = new List<(string, IncludeModifier)>();
                public IList<(string, IncludeModifier)> RevInclude { get; } = new List<(string, IncludeModifier)>();
                public IList<(string, SortOrder)> Sort { get; } = new List<(string, SortOrder)>();
                public int? Count { get; set; }
                public string? Text { get; set; }
                public SearchParams Select(params string[] elements) => this;
                public SearchParams Add(string name, string value) => this;
            }

            public static class SearchParamsExtensions
            {
                public static SearchParams Where(this SearchParams qry, string criterium) => qry;
                public static SearchParams Include(this SearchParams qry, string path, IncludeModifier modifier = IncludeModifier.None) => qry;
                public static SearchParams ReverseInclude(this SearchParams qry, string path, IncludeModifier modifier = IncludeModifier.None) => qry;
                public static SearchParams Custom(this SearchParams qry, string customQueryName) => qry;
                public static SearchParams OrderBy(this SearchParams qry, string paramName, SortOrder order = SortOrder.Ascending) => qry;
                public static SearchParams LimitTo(this SearchParams qry, int count) => qry;
                public static SearchParams SummaryOnly(this SearchParams qry, SummaryType summaryOnly = SummaryType.True) => qry;
            }

            public partial class BaseFhirClient : IDisposable
            {
                public void Dispose() { }
                public virtual Task<TResource?> ReadAsync<TResource>(Uri location, string? ifNoneMatch = null, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task<TResource?> ReadAsync<TResource>(string location, string? ifNoneMatch = null, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual TResource? Read<TResource>(string location, string? ifNoneMatch = null) where TResource : Resource => null!;
                public virtual Task<TResource?> RefreshAsync<TResource>(TResource current, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task<TResource?> UpdateAsync<TResource>(TResource resource, bool versionAware = false, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task<TResource?> CreateAsync<TResource>(TResource resource, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task<TResource?> ConditionalCreateAsync<TResource>(TResource resource, SearchParams condition, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task<TResource?> ConditionalUpdateAsync<TResource>(TResource resource, SearchParams condition, bool versionAware = false, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task ConditionalDeleteSingleAsync(SearchParams condition, string? resourceType = null, string? versionId = null, CancellationToken? ct = null) => null!;
                public virtual Task DeleteAsync(Uri location, CancellationToken? ct = null) => null!;
                public virtual Task DeleteAsync(string location, CancellationToken? ct = null) => null!;
                public virtual Task DeleteAsync(Resource resource, CancellationToken? ct = null) => null!;
                public virtual Task<TResource?> PatchAsync<TResource>(string id, Parameters patchParameters, string? versionId = null, CancellationToken? ct = null) where TResource : Resource => null!;
                public Task<Bundle?> TypeHistoryAsync(string resourceType, DateTimeOffset? since = null, CancellationToken? ct = null) => null!;
                public Task<Bundle?> TypeHistoryAsync<TResource>(DateTimeOffset? since = null, CancellationToken? ct = null) where TResource : Resource, new() => null!;
                public Task<Bundle?> HistoryAsync(string location, DateTimeOffset? since = null, CancellationToken? ct = null) => null!;
                public Task<Bundle?> WholeSystemHistoryAsync(DateTimeOffset? since = null, CancellationToken? ct = null) => null!;
                public Task<Bundle?> TransactionAsync(Bundle bundle, CancellationToken? ct = null) => null!;
                public virtual Task<Resource?> WholeSystemOperationAsync(string operationName, Parameters? parameters = null, bool useGet = false, CancellationToken? ct = null) => null!;
                public virtual Task<Resource?> TypeOperationAsync<TResource>(string operationName, Parameters? parameters = null, bool useGet = false, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task<Resource?> InstanceOperationAsync(Uri location, string operationName, Parameters? parameters = null, bool useGet = false, CancellationToken? ct = null) => null!;

                public virtual Task<Bundle?> SearchAsync(SearchParams q, string? resourceType = null, CancellationToken? ct = null) => null!;
                public virtual Task<Bundle?> SearchUsingPostAsync(SearchParams q, string? resourceType = null, CancellationToken? ct = null) => null!;
                public virtual Task<Bundle?> SearchAsync<TResource>(SearchParams q, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Bundle? Search<TResource>(SearchParams q) where TResource : Resource => null!;
                public virtual Task<Bundle?> SearchUsingPostAsync<TResource>(SearchParams q, CancellationToken? ct = null) where TResource : Resource => null!;
                public virtual Task<Bundle?> SearchAsync<TResource>(string[]? criteria, (string path, IncludeModifier modifier)[]? includes, int? pageSize,
                    SummaryType? summary, (string path, IncludeModifier modifier)[]? revIncludes, CancellationToken? ct = null) where TResource : Resource, new() => null!;
                public virtual Task<Bundle?> SearchAsync<TResource>(string[]? criteria = null, string[]? includes = null, int? pageSize = null,
                    SummaryType? summary = null, string[]? revIncludes = null, CancellationToken? ct = null) where TResource : Resource, new() => null!;
                public virtual Task<Bundle?> SearchAsync(string resource, string[]? criteria = null, string[]? includes = null, int? pageSize = null,
                    SummaryType? summary = null, string[]? revIncludes = null, CancellationToken? ct = null) => null!;
                public virtual Task<Bundle?> WholeSystemSearchAsync(string[]? criteria = null, string[]? includes = null, int? pageSize = null,
                    SummaryType? summary = null, string[]? revIncludes = null, CancellationToken? ct = null) => null!;
                public virtual Task<Bundle?> SearchByIdAsync<TResource>(string id, string[]? includes = null, int? pageSize = null,
                    string[]? revIncludes = null, CancellationToken? ct = null) where TResource : Resource, new() => null!;
            }

            public class FhirClient : BaseFhirClient
            {
                public FhirClient(Uri endpoint, FhirClientSettings? settings = null) { }
                public FhirClient(string endpoint, FhirClientSettings? settings = null) { }
            }
        }
        """;

    private static readonly Lazy<MetadataReference> R4 = new(static () => Compile("Hl7.Fhir.R4"));

    /// <summary>The types for FHIR R4.</summary>
    public static MetadataReference Reference => R4.Value;

    /// <summary>The types as an assembly of another name: that of another version of FHIR.</summary>
    public static MetadataReference Compile(string assembly) => MetadataReference.CreateFromImage(LiveCompilation.Emit(CSharpCompilation.Create(
        assembly, [CSharpSyntaxTree.ParseText(Source)], TestReferences.Framework,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))));
}
