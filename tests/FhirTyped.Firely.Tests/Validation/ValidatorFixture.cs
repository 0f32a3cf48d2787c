using FhirTyped.TestKit;

namespace FhirTyped.Firely.Tests.Validation;

/// <summary>One warm validator for all tests: it takes seconds to be one.</summary>
public sealed class ValidatorFixture : IAsyncLifetime
{
    public static string Package { get; } = TestFiles.PathOf("packages", "harbor.fhir.intake");

    public FhirProfileValidator Validator { get; } = new(new FhirProfileValidatorOptions { MaximumConcurrency = 3 }.AddPackage(Package));

    public async ValueTask InitializeAsync() => await Validator.WarmUpAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[CollectionDefinition(nameof(ValidatorFixture))]
public sealed class ValidatorCollectionDefinition : ICollectionFixture<ValidatorFixture>;
