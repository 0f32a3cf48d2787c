global using FhirTyped.R4;
global using FhirTyped.R4.FhirPath;
